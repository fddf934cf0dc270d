import type { Api, Bot, Received } from "./stub-service.ts";

const text = (value: string) => ({ type: "mrkdwn", text: value });
const plain = (value: string) => ({ type: "plain_text", text: value });
const button = (label: string, style?: "primary" | "danger") => ({
  type: "button",
  action_id: label.toLowerCase().replaceAll(" ", "-"),
  text: plain(label),
  value: JSON.stringify({ do: label }),
  ...(style && { style }),
});

interface Shown {
  title: string;
  status: string;
  facts?: Record<string, string>;
  why?: string;
  buttons?: ReturnType<typeof button>[];
}

const card = ({ title, status, facts, why, buttons }: Shown) => [
  { type: "section", text: text(`*${title}*`) },
  { type: "context", elements: [text(status)] },
  ...(facts ? [{ type: "section", fields: Object.entries(facts).map(([label, value]) => text(`*${label}*\n${value}`)) }] : []),
  ...(why ? [{ type: "context", elements: [text(why)] }] : []),
  ...(buttons ? [{ type: "actions", elements: buttons }] : []),
];

const TITLE = "C-014/A1 · Get the pipe survey done";
const FACTS = { Owner: "<@U0003>", Due: "Fri 12 March 2027", Evidence: "surveyor's report" };

const say = (api: Api, channel: string, shown: Shown) =>
  api("chat.postMessage", { channel, text: shown.title, blocks: card(shown) });

const replace = (received: Received, shown: Shown) =>
  fetch(String(received.response_url), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ replace_original: true, text: shown.title, blocks: card(shown) }),
  });

const evidenceForm = (privateMetadata: string) => ({
  type: "modal",
  callback_id: "evidence",
  private_metadata: privateMetadata,
  title: plain("Submit evidence"),
  submit: plain("Submit"),
  close: plain("Cancel"),
  blocks: [
    { type: "section", text: text(`*${TITLE}*\nAsked for: surveyor's report`) },
    {
      type: "input",
      block_id: "text",
      label: plain("What shows that it is done?"),
      hint: plain("A link, a reference or a sentence."),
      element: { type: "plain_text_input", action_id: "text", multiline: true },
    },
    {
      type: "input",
      block_id: "date",
      optional: true,
      label: plain("When was it done?"),
      element: { type: "datepicker", action_id: "date" },
    },
    {
      type: "input",
      block_id: "kind",
      optional: true,
      label: plain("What kind of evidence?"),
      element: {
        type: "radio_buttons",
        action_id: "kind",
        options: [
          { text: plain("A document"), value: "document" },
          { text: plain("A note"), value: "note" },
        ],
      },
    },
  ],
});

async function pressed(received: Received, api: Api): Promise<void> {
  const action = (received.actions as { action_id: string }[])[0]?.action_id;
  switch (action) {
    case "confirm":
      await replace(received, { title: TITLE, status: "Proposed · Harriet has been asked", facts: FACTS });
      await say(api, "C0014", { title: TITLE, status: "Proposed · due Fri 12 March 2027", facts: FACTS });
      await say(api, "U0003", {
        title: TITLE,
        status: "Proposed · <@U0001> asks you · due Fri 12 March 2027",
        facts: FACTS,
        buttons: [button("Accept", "primary"), button("Not me")],
      });
      return;
    case "accept":
      await replace(received, {
        title: TITLE,
        status: "Open · due soon",
        facts: FACTS,
        buttons: [button("Submit evidence", "primary"), button("Give update"), button("Ask for new date"), button("Blocked")],
      });
      return;
    case "submit-evidence":
      await api("views.open", {
        trigger_id: received.trigger_id,
        view: evidenceForm(String(received.response_url)),
      });
      return;
    case "sign-off":
      await replace(received, { title: TITLE, status: "Complete · signed off by <@U0001>, Thu 11 March 2027, 14:00" });
      await say(api, "C0014", { title: TITLE, status: "Complete · evidence signed off by <@U0001>" });
      return;
  }
}

async function submitted(received: Received, api: Api): Promise<unknown> {
  const view = received.view as { private_metadata: string; state: { values: { text: { text: { value: string } } } } };
  const said = view.state.values.text.text.value;
  if (said.length < 5) return { response_action: "errors", errors: { text: "Say a little more: a signer has to recognise it." } };
  await replace(
    { response_url: view.private_metadata },
    { title: TITLE, status: "Evidence submitted · Priya has been asked to sign it off" },
  );
  await say(api, "U0001", {
    title: TITLE,
    status: "Evidence submitted · by <@U0003>, Thu 11 March 2027, 14:00",
    facts: { "Asked for": "surveyor's report", Given: said },
    why: "You sign off evidence for C-014.",
    buttons: [button("Sign off", "primary"), button("Return")],
  });
  return undefined;
}

async function assigned(received: Received): Promise<void> {
  await fetch(String(received.response_url), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      response_type: "ephemeral",
      text: TITLE,
      blocks: card({
        title: TITLE,
        status: "Draft · only you can see this",
        facts: FACTS,
        buttons: [button("Confirm", "primary"), button("Edit"), button("Discard", "danger")],
      }),
    }),
  });
}

/** Walks one action from a typed line to its sign-off, always in the same words: enough of a service to try the page with. */
export const walkingBot: Bot = async (received, api) => {
  if (received.command) await assigned(received);
  if (received.type === "block_actions") await pressed(received, api);
  if (received.type === "view_submission") return submitted(received, api);
  if (received.type === "message_action") await assigned(received);
  const event = received.event as { type: string; user: string } | undefined;
  if (event?.type === "app_home_opened") {
    await api("views.publish", {
      user_id: event.user,
      view: {
        type: "home",
        blocks: [
          { type: "header", text: plain("Waiting for you") },
          { type: "section", text: text(`*${TITLE}*\nDue soon · Fri 12 March 2027`), accessory: button("Submit evidence") },
          { type: "divider" },
          { type: "header", text: plain("Cases you lead") },
          { type: "section", text: text("*C-014* Housing and environmental stability\n1 open · 0 overdue") },
          { type: "actions", elements: [button("New action", "primary")] },
        ],
      },
    });
  }
  return undefined;
};

import { fullRef } from "../core/action.ts";
import { FORMS } from "../core/grammar.ts";
import type { FormRequest, Outcome } from "../core/outcome.ts";

/**
 * Where no form can be opened (in answer to a message, or to a form), the words that do the same. A draft has too many fields for a
 * line: it is shown with the button that opens its form.
 */
export function insteadOfForm({ command, view, file, cases }: FormRequest): Outcome {
  if (command.do === "edit" && view) return { kind: "stale", view, said: "Press Edit to change this draft." };
  if (cases) {
    const refs = cases.map(({ ref }) => ref);
    const [verb, words] =
      command.do === "from"
        ? ["from", "Harriet to send the survey report by Friday"]
        : ["assign", "me by Friday call the landlord"];
    return { kind: "which-case", refs, example: `action ${verb} ${refs[0]} ${words}` };
  }
  const example = FORMS.find((form) => form.do === command.do)?.example ?? "action help";
  return { kind: "invalid", field: null, message: "Not saved: this needs a few more words.", example: aboutThis(example) };

  function aboutThis(words: string): string {
    if (view) return words.replace("A1", fullRef(view.action));
    return file
      ? words.replace("assign ", `assign ${file.ref} `).replace(/^mdt (\S+) C-0(?:14|31)/, `mdt $1 ${file.ref}`)
      : words;
  }
}

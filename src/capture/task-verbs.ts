import { wordList } from "./word-list.ts";

/**
 * What people promise to do. A sentence of commitment needs one of these: `Sam will book the room` is a promise, `Sam will be away`
 * and `the price will rise` are not.
 */
const TASK_VERBS = wordList(`
  accept access accompany acknowledge acquire act action activate adapt add address adjust advertise advise agree align alert allocate
  amend analyse analyze announce answer apologise appeal append apply appoint apportion approach approve archive arrange ask assemble
  assess assign assist attach attempt attend audit authorise authorize await backup block book brief bring broadcast build buy
  calculate call cancel capture carry cascade chair change charge chase check choose circulate clarify clean cleanup clear close collate
  collect combine come comply commence comment commission communicate compare compile complete compose compute conduct confirm connect consider
  consolidate construct consult contact continue contribute convene convert coordinate co-ordinate copy correct correspond cost craft create
  cross-check cut deal decide define delegate delete deliver demonstrate deploy describe design destroy determine develop devise
  diarise dig direct discharge discuss dispatch display dispose distribute do document donate double-check download draft draw drop edit
  elaborate eliminate email e-mail enable encourage engage enquire ensure enter enrol escalate establish evaluate examine execute expand
  expedite explain explore extend extract facilitate fax feed file fill finalise finalize find finish fit fix flag follow followup
  follow-up format formalise formulate forward gather generate get give go grant handle hand help highlight hire hold host hunt identify
  implement improve incorporate inform initiate inspect install instruct integrate interview introduce invest investigate invite invoice
  involve issue jot join kick label laminate land launch lead learn leave let liaise lift link list load lobby locate lodge log look mail
  make manage map mend mark measure mediate meet mention merge message migrate mock modify monitor move negotiate nominate note notify nudge
  observe obtain offer open order organise organize outline oversee pack paint participate pass pay phone pick pilot ping place plan plant play
  poke post prepare present price print prioritise prioritize process procure produce promote prompt propose provide publicise publicize publish
  pull purchase pursue push put query question quote raise re-send reach read realign rearrange reassess rebase recirculate recommend record recruit
  redraft reduce refer refine reflect refresh register regenerate reinstate reissue relay release relocate remind remove rename renew reorder reorganise
  repair repeat rephrase replace reply report represent request research resend reserve reset resolve respond restore resubmit restructure retrieve
  return review revise revisit reword rework rewrite ring roll rota run scan schedule scope score search secure seek select sell send separate
  serve set setup set-up settle share ship shorten shortlist show sign signpost sketch solicit solve sort source speak specify spec split
  sponsor spread stand start state stay step stock stop store strengthen study submit suggest summarise summarize supply support survey suspend
  switch tabulate tackle tag take talk tell test thank tidy touch trace track train transfer translate trial triage try turn type
  undertake update upgrade upload use validate verify view visit volunteer vote wait walk warn wash watch weigh withdraw work write write-up
  maintain tally loop probe mentor coach tutor interpret rehearse role-play video scribe curate crowdsource tweak patch bump backport unblock wire uninstall configure provision
  rotate revoke spin boot port squash demo poll canvass petition campaign fundraise bake cook sew mow weed prune water strim sand weld solder drill hang mount unlock
  lock empty fetch drive tow stack sweep mop wipe sanitise weigh prescribe administer dispense screen vaccinate immunise admit safeguard supervise chaperone escort shadow debrief
  de-escalate redact anonymise transcribe table ratify adopt enforce reimburse refund deposit budget forecast reconcile insure license tender lease rent rehouse fit insulate lag
  treat ventilate decorate refurbish renovate fence pave resurface grit drain jet seal tune reach itemise itemize formulate feel push prep line pair mirror expose enrich embed elicit
  touch-base touch trial signpost nominate onboard offboard reassure remedy rectify recheck reinspect retest reprint reformat recalculate recap recall rehome rota re-refer rerun resolve
  rebook requote revert sanction scrutinise shop shortlist snag spearhead stress suggest sweep swap tailor tender tidy-up triangulate unpick utilise vet visualise weigh widen word-smith wordsmith pursue
  f/u r/v d/w d/c c/w a/w ref titrate prescribe wean rechart cannulate catheterise cover keep raise trim query feedback progress relist remortgage chase-up
  redo remeasure reweigh reread retake rehang recount retype redesign reclaim reglaze knock dial bathe dress shave hoist reposition soak rinse crush thicken photograph photocopy
  hoover vacuum dust bleach declutter bleed descale rewire replumb bolt glue inject swab dip taper uptitrate bleep fast-track timetable doodle whatsapp
  leaflet door-knock babysit scrub repot plaster grout whitewash
  assume attest await bid broker buddy cater champion clear commend concentrate confer contain counsel deep-dive detail diagnose differentiate direct disseminate enlist equip erect
  familiarise finance fund glean guide inquire instigate intervene keep-up liase liaise lodge log-in master network page partner perform permit petition pitch prioritize progress reclassify
`);

/** At the front of a line these are far more often the name of a thing, or of somebody, than an order. */
const NOT_ORDERS = wordList(
  "access act action address charge check cost design document email grant label land lead mark mail message note plan post present price process program question quote record ref register report score source stock store study support survey test track trial type view use vote work update review",
);

const AFTER_ORDER =
  /^(?:the|a|an|all|any|our|your|this|that|these|those|their|his|her|its|each|every|both|what|whether|who|how|if|with|for|on|to|up|out|in|into|at|from|by|and|about|over|off|back|next|new|more|some|via|as|another|\d|["“'‘(<@#[]|\p{Lu})/u;

/** The verb of a task; also of two words, `have a look`. */
export const isTaskVerb = (word: string): boolean =>
  TASK_VERBS.has(word.toLowerCase()) || word.startsWith("have a") || (word.startsWith("re-") && TASK_VERBS.has(word.slice(3)));

/** What nobody promises to do: states, what happens to people, and the small words that can stand where a verb could. */
const NO_TASKS = wordList(`
  be have become remain need happen mean depend require cause seem appear like want know feel see lose gain rise fall grow increase decrease overlap occur exist expire last
  struggle miss crash break fail allow differ vary affect result say believe expect hope wish prefer love hate remember forget understand disagree worry suffer sleep die age
  deteriorate improve recover retire benefit vanish arrive vote belong contain consist enjoy lack matter owe own possess resemble concern impress include involve
  not never also probably likely soon now then still always often the a an this that it him her them us me you he she they we there here no any some all both each every more most
  much many few other another in on at by for with from of as if or and but so than too very such own same just only even back up down out off over under again once who which what
  before after until within during between about against into onto upon via per since towards without across along around behind beside near past through
`);

/** A verb that could be a task's, where everything else speaks for a promise. */
export const couldBeTaskVerb = (word: string): boolean =>
  /^[a-z][a-z-]{2,}$/.test(word) && !/ly$/.test(word) && !NO_TASKS.has(word);

/** `Send the letter`, `Review with housing`, `Chase`; not `Report`, `Design notes`, `Post-incident`. */
export function startsWithOrder(text: string, where: "anywhere" | "among actions" = "anywhere"): boolean {
  const order =
    /^(?:please |kindly |also |then |now |to |(?:urgently|formally|jointly|re-?)[ -])*(?<verb>[a-z]\/[a-z](?![\p{L}/])|[\p{L}-]+)(?<rest>.*)$/isu.exec(
      text,
    );
  const verb = order?.groups?.verb?.toLowerCase() ?? "";
  const bare = TASK_VERBS.has(verb) ? verb : verb.replace(/^re-/, "");
  if (!TASK_VERBS.has(bare)) return false;
  const rest = (order?.groups?.rest ?? "").trimStart();
  if (where === "among actions") return !/^(?:of|to be)\b|^[:–—-]/i.test(rest);
  return !NOT_ORDERS.has(bare) || AFTER_ORDER.test(rest);
}

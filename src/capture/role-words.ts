import { wordList } from "./word-list.ts";

/** Words that end the name of somebody's post, of a body or of a service: `housing officer`, `the Clerk`, `events team`. */
const HEADS = wordList(`
  accountant administrator admin admins adviser advisor advocate advocates agency agencies ambassador ambulance analyst analysts architect arborist assessor assistant
  associate auditor auditors authority board boards bursar caretaker carer carers cabinet chair chairs chairman chairperson chairwoman champion chancellor chief
  clerk clinician clinicians coach college commission commissioner commissioners committee committees consultant contractor contractors co-chair co-chairs cochair cochairs
  convener convenor coordinator coordinators co-ordinator co-ordinators council councillor councillors counsellor counsel custodian dean delegates dentist dep department
  deputy designer developer developers dietitian director directorate directors district division doctor doctors driver editor editors employer engineer engineers
  executive executives exec experts facilitator facilitators family father federation finance forum foundation founder gardener governor governors gp gps group groups
  guardian handyman head headteacher holder homes hospital host hosts hub housing icb inspector iro instructor judge keeper keyworker keyworkers caseworker caseworkers lado landlord lawyer lead leader leaders leads
  liaison librarian library locality locum maintainer maintainers manager managers matron mayor md member members mentor midwife minister monitor mother mum dad neighbour network
  nurse nurses nhs officer officers office operator organiser organisers organizer organizers owner owners panel paramedic parents parent parish partner partners partnership party
  parties pastor people pharmacist pharmacy physio physiotherapist planner police practice practitioner practitioners president principal producer professional provider providers
  psychiatrist psychologist psychology publisher radiographer ranger reception receptionist rector registrar rep reps representative representatives researcher reviewers reviewer safeguarding salt
  school scribe secretariat secretary senco section service services sister solicitor solicitors specialist speaker sponsor sponsors staff steward stewards student students
  subcommittee sub-committee subgroup sub-group superintendent supervisor supervisors supplier support surgery surgeon surveyor surveyors taskforce teacher teachers team teams tech technician
  tenant tenants therapist therapists therapy treasurer tribunal trust trustee trustees tutor unit user users visitor visitors befriender befrienders phlebotomist podiatrist chiropodist optician cleaner cleaners childminder dispenser broker vicar vice-chair vice-president volunteers vp ward warden wardens
  webmaster worker workers wg taker takers pm ceo cfo coo cto cio hr it estates comms facilities
`);

/** Letters that stand for a post or a body, not for somebody's first and last name. */
const BODIES = wordList(
  "gp gps icb nhs hr it icu la lado iro ot ots salt cpn cqc dwp pcn pct ccg ccc fm md ceo cfo coo cto cio wg tsc cpc ctte vp pm amhp cmht camhs mash met lfb lea ehcp dsl senco pals sw hca anp gpn sho dn hv slt idva",
);

/** Never a post by itself, only beside another word: `practice to be told` is about a practice run. */
const ONLY_AFTER_A_WORD = wordList(
  "support practice head service services section unit people staff user users party office monitor speaker score type it housing quality governance facilities trust holder keeper sister admin network forum hub",
);

const isWord = /^[\p{L}&'’-]+$/u;

export const isRoleHead = (word: string): boolean => HEADS.has(word.toLowerCase());
export const isBody = (word: string): boolean => BODIES.has(word.toLowerCase());
export const isRoleAlone = (word: string): boolean =>
  isRoleHead(word) && !ONLY_AFTER_A_WORD.has(word.toLowerCase()) && isWord.test(word);

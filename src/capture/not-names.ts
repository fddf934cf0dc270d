import { wordList } from "./word-list.ts";

/**
 * Words that begin a line with a capital or stand before `to` and `will`, and are nobody. Verbs in their plain form are in
 * `task-verbs.ts`; this has the rest: what is agreed, asked and planned, what one can be, and the small words.
 */
const NOT_NAMES = wordList(`
  a able about above access accessibility according account accounts across action actions activity actually adoption advance advantage advice after afternoon afterwards again against agenda
  agm agreed agreement ahead aim aims all almost alone along already also alternatively although always ambition amendment amendments among amount an analysis and announcement announcements annual another
  any anybody anyone anything anyway apart apologies apology app appeal appendix applicant applicants application applications appointment appointments approval approvals apps april are area areas around arrangements article as asked
  assessment assessments assistance association at attempt attempts attendance attention audio audit august authorisation availability available aware away back background badge balance bank banner based because been
  before beginning behaviour behind being below benefit benefits best better between bid bids big bill bills blocked blog board-level body bonus book booking bookings both bottom box branch branches breach break briefing
  brochure budget budgets bug bugs building buildings bulletin business but button by calendar calendars call calls campaign can capacity car card cards care careplan case cases cash category cause cc celebration centre
  certificate certificates chance change changes channel channels charges charter chat check checklist choice christmas church circumstances claim class cleaning clear client clients clinic close closed clothing code coffee
  collaboration collection comment comments commitment commitments communication communications community company comparison competition complaint complaints complete completed completion compliance concern concerned concerns
  conclusion condition conditions conference confident confidential confirmed connection connections consensus consent consequences consideration consultation contact contacts content contents context contract contracts contribution
  contributions conversation conversations copies copy correct correspondence cost costs could council-wide country couple course courses cover covid create credit crisis criteria culture current currently cycle daily damage data database
  date dates day days deadline deadlines deal debate december decided decision decisions default defects definition delay delays delegate delivery demand demo density departments depending deposit description design desire desk detail details
  development diary did difference different difficult difficulty digital direction disabled discharge discount discussed discussion discussions display distribution do docs document documentation documents does done donation donations door doors
  down draft drafts drainage due duration during duties duty e-mail each earlier early easier easter easy education effect effort efforts either elections electricity eligibility eligible else email emails emergency emphasis encouraged end
  energy engagement enough enquiries enquiry entitled entry environment equipment error errors especially essential etc evaluation evening event events ever every everything evidence exactly example examples except exception exciting expectation expectations expected
  expenditure expense expenses experience explanation exploration exploring extension extent external extra eye facility fact failed failure fair fee feedback feel fees feel few figures file files filing final finally finding findings fine fire first flag
  flat flats flexible floor flow flyer flyers focus folder food for form formal format former forms forward found four framework free frequency friday fridays from full fun function functionality fund funding fundraising funds further future
  gap gaps garden gas gate general generally give given glad goal goals going good got grant grants graph great ground growth guest guidance guide guideline guidelines had half hall happy hard has have having hazard he health heating
  hello help helpful hence her here hers hi high higher highlight highlights highly him his history holiday holidays home hope hopefully hoping host hour hours house households how however hr huge i icon idea ideal ideally ideas if image impact
  implementation implementing implications important impossible improvement improvements in inability incident incidents income increase increasing indeed individual induction info information infrastructure initial initially initiative input inputs insight
  inspection instead instruction instructions insurance intake integration intended intends intent intention interest interested internal internet interview interviews into introduction introductions inventory investigation investigations
  investment invitation invitations invite invites invoice invoices is issue issues it item items its itself january job jobs join joint journey july june just keen key keys kind kit kitchen knowledge label lack laminated language laptop last later latest
  law leaflet leaflets learning leave legislation less lessons let lets letter letters level levels library liability licence license life light lighting like likely line link links list listing lists little live loan local location locations
  lock log logo long looking lots lovely low luck lunch machine made main maintenance major majority make making management map march marketing material materials matter matters may maybe me mean meaning means measures mechanism media medication meeting
  meetings membership memberships memo merge message messages method methods metrics might milestone mind mindful mine minimum minor minute minutes mission mixed model module modules moment monday money monitoring month monthly months more morning most mostly motion
  move moved moving mr mrs ms much multiple music must mutual my name names national natural nature near nearly necessary need needed needs negative neither never new news newsletter newsletters next night nine no nobody nomination nominations none
  nor normal normally not note noted notes nothing notice notices notification november now number numbers objection objections objective objectives obligation obligations obviously october of off offer offers often oh ok okay old on once one
  ones ongoing online only open opening opinion opinions opportunities opportunity option optional options or order orders organisation organisations other others otherwise our ours out outage outcome outcomes output outreach outside outstanding over
  overall overview own ownership package page pages paint paper papers paperwork paragraph parking part participation particular parts past path pathway pathways patience patient patients pattern payment payments payroll pending per perfect performance perhaps
  period permission permissions person personal phase phone photo photos pilot place places plan planned planning plans please pleased plenty plus point pointers points policies policy poll polls population portal position possibility possible possibly post poster posters potential
  potentially power pr preparation preparations prepared presence present presentation presentations previous previously price pricing pride print prior priorities priority private privacy prizes probably problem problems procedure procedures proceed process
  processes procurement product production products program programme programmes progress project projects promise promotion proof proper properties property proposal proposals proposed propose provision pub public publication publicity publishing purchase purchases purpose
  purposes put quality quarter question questionnaire questions quick quickly quite quorum quotation quotations quote quotes raised range rate rates rather rationale re readiness reading ready real really reason reasons receipt receipts received recent recently
  recommendation recommendations recommended record recording recordings records recovery recruitment red redesign reduction refer reference references referral referrals refusal refurbishment regard regarding register registration regular
  regularly regulation regulations reject related relation relationship relationships release releases relevant remaining reminder reminders removal rent repair repairs repeat replacement reply repo report reports repository request requested requests required
  requirement requirements requires research reservation resident residents resistance resolution resolved resource resources respect response responses responsibilities responsibility rest restructure restrictions result results retention return revenue review reviewed reviewing
  reviews revised revision rfc right rights risk risks road roadmap roads role roles roof room rooms rota route routine rule rules running safe safety said sale sales same sample saturday saying says scale schedule schedules scheme schools scope screen
  script search season seasonal seating second secondly section sections security see seeking seems select send sense separate september series server session sessions set setting settings several severe shall share she shelf shelter shop short shortage should show
  showing side sign signage significant similar simple simply since site sites situation six size skills skip slides slight slot slots small so social software solution solutions some somebody somehow someone something sometimes somewhere soon sorry sort space spaces
  spare speak special specific specification specs spend spending sponsorship spreadsheet spring stage stages stakeholder stakeholders stalls standard standards start starting state statement statements statistics stats status step steps still stock storage store
  stories story strategic strategies strategy street strong structure structures stuff style subject submission submissions subscription subscriptions success successful such suggested suggestion suggestions suitable summary summer sunday supplies support supposed sure
  survey surveys sustainability system systems table tables talk talks target targets task tasks tax technical technology template templates ten tendency terms test testing tests text thank thanks that the their them theme themes then there therefore these they thing things third
  this those though thought thoughts three through throughout thursday thus ticket tickets tidy time timeframe timeline timelines times timescale timetable tips title titles to today together tomorrow tonight too tool tools top topic topics total touch tour toward towards town track tracker tracking trade traffic
  training transfer transition transport travel trees trial triage trip trouble try trying tuesday turn twice two type types ultimately unable unclear under understanding unfortunately unknown unless unlikely until up upcoming update updated updates upgrade upgrades upon urgent
  urgently us usage use used useful users usual usually vacancies vacancy value values van various vehicle vehicles venue venues verbal version versions very via video videos view views visit visitors visits volume volunteering vote votes voting walk wall want wanted was
  waste watch water way ways we weather web webinar website websites wednesday week weekend weekly weeks weight welcome welfare well went were what whatever when where whereas whether which while who whoever whole whom whose why wide widely wifi wiki will willing
  willingness window windows winter wish wishes with within without wood word wording words work workflow working workload workplan works workshop workshops world worried worth would write writing wrong year yearly years yes yesterday yet you young your yours yourself youth
  zoom n/a nil tba tbc tbd nb fyi ps re ref aob
  ability aged allow allowed allowing appropriate attached attending carried circulated confirming considering continue continues created curious discussing due eager entitled essential explicit failing fixed following forced forecast fortunate
  hesitant honoured inclined invited landed lucky meant motivated obliged ongoing outstanding pending prefer preference prepared proud published quick reluctant required resolved scheduled seen sent supposed tempted thankful tried updating working
  ask asking agree answer attempted back chance decide deciding discuss expect explain fail forgot had hopes intends learn learned let lead like love manage managed mean mention mentioned needing offered order ought plans pledged pretend
  refused remember remind seem send started struggle struggled tend tends threatened took volunteer volunteered wait waiting wished agrees asks begins decides expects fails hates loves manages prefers proposes refuses seeks starts tries wants wishes
  maintain tally
  attendees participants everyone's people users
  respite wheelchair hoist sling bathroom wetroom stairlift seizures epilepsy falls continence catheter dressings skin weight diet nutrition hydration feeds bowels sleep pain mood
  dentures hearing eyesight spectacles swallowing constipation diabetes insulin bloods smears vaccines vaccinations immunisations prescriptions dosette
  finances appointeeship deputyship bail bruising neglect chronology placement placements fostering nursery attendance exclusion mould damp lift lifts bins gutters
  fencing hedges lighting potholes allotments litter arrears evictions lettings repointing scaffolding intercom gritting
  boiler noise neighbour-dispute lease tenancy rent risk-assessment careplan assessment-form passport medication allergy gp-record flag-record ward-round handover rota shift sleep incident-form police-report strategy-meeting core-group
`);

/** Verbs that are also what people are called. They are somebody where `to`, `will` or a colon follows. */
const ALSO_NAMES = wordList(
  "mark grant will rob sue bill chase frank drew pat jack rose dawn hope joy grace art penny summer may june april august guy ray lane faith earnest rich price page cook hunter dean wade pierce carol ruby holly ivy daisy iris olive basil clay",
);

export const isNotName = (word: string): boolean => NOT_NAMES.has(word.toLowerCase());
export const isAlsoName = (word: string): boolean => ALSO_NAMES.has(word.toLowerCase());

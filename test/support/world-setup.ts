/**
 * C-014 of the housing scenario and a second case, small enough to know by heart.
 *
 * - Priya leads C-014 and signs off; Tom may act for her at any time.
 * - Harriet and Hassan are the housing association's, Carl is the council's, Kit is at care level. Hassan covers Harriet from 3 to
 *   14 May.
 * - Meera is outside chat. Una's time on the team ended in February; she is named as Carl's cover all the same.
 * - Olga has no team line and covers Kit from 8 to 19 March.
 * - Zoe leads C-031, and is not on C-014. Carl is on both. The mixed room belongs to both.
 */
export const WORLD_SETUP = `
provider: { id: harbour, name: Harbour Autism Services, timeZone: Europe/London, region: england }
organisations:
  - { id: provider, name: Harbour Autism Services, kind: provider }
  - { id: housing, name: Quayside Homes, kind: housing association }
  - { id: council, name: Harbour Council, kind: council }
  - { id: practice, name: Quay Street Surgery, kind: GP practice }
people:
  - { id: priya, name: Priya, role: Service manager, organisation: provider, slack: { team: T0001, user: U-PRIYA } }
  - { id: tom, name: Tom, role: Team leader, organisation: provider, slack: { team: T0001, user: U-TOM } }
  - { id: kit, name: Kit, role: Key worker, organisation: provider, slack: { team: T0001, user: U-KIT } }
  - { id: olga, name: Olga, role: Bank worker, organisation: provider, slack: { team: T0001, user: U-OLGA } }
  - { id: una, name: Una, role: Support worker, organisation: provider, slack: { team: T0001, user: U-UNA } }
  - { id: zoe, name: Zoe, role: Registered manager, organisation: provider, slack: { team: T0001, user: U-ZOE } }
  - { id: harriet, name: Harriet, role: Housing officer, organisation: housing, slack: { team: T0001, user: U-HARRIET } }
  - { id: hassan, name: Hassan, role: Housing team manager, organisation: housing, slack: { team: T0001, user: U-HASSAN } }
  - { id: carl, name: Carl, role: Community safety officer, organisation: council, slack: { team: T0001, user: U-CARL } }
  - { id: meera, name: Meera, role: Practice manager, organisation: practice }
cases:
  - ref: C-014
    purpose: Housing
    lead: priya
    protectedTerms: ["Example Person"]
    places:
      - { slack: { team: T0001, channel: C-CASE }, audience: case }
      - { slack: { team: T0001, channel: C-STAFF }, audience: provider }
      - { slack: { team: T0001, channel: C-MIXED }, audience: mixed }
    team:
      - { person: priya, level: restricted }
      - { person: tom, level: restricted }
      - { person: kit, level: care }
      - { person: una, level: care, until: 2027-02-28 }
      - { person: harriet, level: coordination }
      - { person: hassan, level: coordination }
      - { person: carl, level: coordination, until: 2027-12-31 }
    map:
      - { role: Service manager, organisation: provider, person: priya, signsOff: [evidence], cover: [{ person: tom }] }
      - { role: Key worker, organisation: provider, person: kit, cover: [{ person: olga, from: 2027-03-08, to: 2027-03-19 }] }
      - { role: Housing officer, organisation: housing, person: harriet, issues: [repairs], cover: [{ person: hassan, from: 2027-05-03, to: 2027-05-14 }] }
      - { role: Community safety officer, organisation: council, person: carl, cover: [{ person: una }] }
      - { role: Practice manager, organisation: practice, person: meera }
  - ref: C-031
    purpose: Mental health
    lead: zoe
    protectedTerms: ["Robin Example"]
    places:
      - { slack: { team: T0001, channel: C-OTHER }, audience: case }
      - { slack: { team: T0001, channel: C-MIXED }, audience: mixed }
    team:
      - { person: zoe, level: restricted }
      - { person: carl, level: coordination }
    map:
      - { role: Registered manager, organisation: provider, person: zoe, signsOff: [evidence] }
`;

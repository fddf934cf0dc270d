/** A short set-up file with one of everything; the numbers of its lines matter to the tests. */
export const SMALL_SETUP = `# One case.
provider: { id: harbour, name: Harbour Autism Services, timeZone: Europe/London, region: england }
organisations:
  - { id: provider, name: Harbour Autism Services, kind: provider }
  - { id: housing, name: Quayside Homes, kind: housing }

people:
  - { id: priya, name: Priya, role: Service manager, organisation: provider, slack: { team: T0001, user: U0001 } }
  - { id: harriet, name: Harriet, role: Housing officer, organisation: housing, email: harriet@quayside.example }
  - { id: hassan, name: Hassan, role: Housing team manager, slack: { team: T0001, user: U0003 }, organisation: housing }
  - { id: tom, name: Tom, role: Team leader, organisation: provider, slack: { team: T0001, user: U0004 }, quietHours: "20:00-07:00" }
cases:
  - ref: C-014
    purpose: Housing
    lead: priya
    protectedTerms: ["Example Person"]
    places:
      - { slack: { team: T0001, channel: C0001 }, audience: case }
      - { slack: { team: T0001, channel: C0002 }, audience: provider }
    team:
      - { person: priya, level: restricted }
      - { person: harriet, level: coordination, until: 2027-12-31 }
      - { person: tom, level: care }
    map:
      - { role: Housing officer, organisation: housing, person: harriet, issues: [repairs], cover: [{ person: hassan, from: 2027-03-01, to: 2027-03-12 }] }
      - { role: Service manager, organisation: provider, person: priya, signsOff: [evidence], cover: [{ person: tom }] }
      - { role: Housing team manager, organisation: housing, person: hassan }
    ladder:
      - { after: 2wd, role: Housing team manager, acknowledgeWithin: 1wd }
      - { after: 4wd, role: Housing officer, acknowledgeWithin: 1wd }
`;

/**
 * C-022 of the primary-care scenario, on top of WORLD_SETUP. Rosa leads and signs off, Kofi chases. Meera, the practice manager, is
 * outside chat and away from 19 to 30 April; Leah, her cover, is outside chat, too. Nora of the practice has no cover at all, Pip may
 * act for Ravi at any time, and Kofi himself covers Dee in April.
 */
export const PRACTICE_SETUP = `
provider: { id: harbour, name: Harbour Autism Services, timeZone: Europe/London, region: england }
organisations:
  - { id: provider, name: Harbour Autism Services, kind: provider }
  - { id: practice, name: Quay Street Surgery, kind: GP practice }
people:
  - { id: rosa, name: Rosa, role: Registered manager, organisation: provider, slack: { team: T0001, user: U-ROSA } }
  - { id: kofi, name: Kofi, role: Key worker, organisation: provider, slack: { team: T0001, user: U-KOFI } }
  - { id: meera, name: Meera, role: Practice manager, organisation: practice }
  - { id: leah, name: Leah, role: Reception lead, organisation: practice }
  - { id: nora, name: Nora, role: Practice nurse, organisation: practice }
  - { id: ravi, name: Ravi, role: Pharmacist, organisation: practice }
  - { id: pip, name: Pip, role: Pharmacy technician, organisation: practice }
  - { id: dee, name: Dee, role: Dentist, organisation: practice }
cases:
  - ref: C-022
    purpose: Primary care
    lead: rosa
    protectedTerms: ["Example Person"]
    places:
      - { slack: { team: T0001, channel: C-CARE }, audience: provider }
    team:
      - { person: rosa, level: restricted }
      - { person: kofi, level: care }
    map:
      - { role: Registered manager, organisation: provider, person: rosa, signsOff: [evidence] }
      - { role: Key worker, organisation: provider, person: kofi }
      - { role: Premises contact, organisation: practice, person: meera, cover: [{ person: pip, from: 2027-04-01, to: 2027-04-30 }] }
      - { role: GP practice manager, organisation: practice, person: meera, cover: [{ person: leah, from: 2027-04-19, to: 2027-04-30 }] }
      - { role: Practice nurse, organisation: practice, person: nora }
      - { role: Pharmacist, organisation: practice, person: ravi, cover: [{ person: pip }] }
      - { role: Dentist, organisation: practice, person: dee, cover: [{ person: kofi, from: 2027-04-01, to: 2027-04-30 }] }
`;

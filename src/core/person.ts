export type Platform = "slack" | "teams";

/** Who somebody is on one chat platform. Ids are the platform's own: Slack team and user, Teams tenant and `aadObjectId`. */
export interface Identity {
  platform: Platform;
  workspace: string;
  user: string;
  /** Whatever is written to them there comes back, until they are heard from again; or this service is not connected to it. */
  gone?: true;
}

/** What somebody settled with `mdt digest`. */
export interface DigestSetting {
  on: boolean;
  /** Wall time in the person's zone, `09:00`; the provider's where null. */
  time: string | null;
  /** The weekdays they work, `12345`: 1 is Monday, 7 is Sunday. Monday to Friday where null. */
  weekdays: string | null;
}

export interface Person {
  id: string;
  name: string;
  /** The job title they hold in their own organisation, as the set-up file gives it. */
  role: string;
  organisation: string;
  organisationName: string;
  organisationKind: string;
  email: string | null;
  /** To use where a message does not arrive. */
  phone: string | null;
  /** Zone the person reads dates in; the case's where unset. */
  timeZone: string | null;
  /** `20:00-07:00`, wall time in the person's zone; the provider's where unset. */
  quietHours: string | null;
  digest: DigestSetting;
  /** ISO instant at which they turned the digest off, while it is off. */
  digestOffSince: string | null;
  identities: Identity[];
}

/** `Harriet (Housing officer, Quayside Homes)`: how a person is named where they cannot be mentioned. */
export const personLabel = (person: Person): string => `${person.name} (${person.role}, ${person.organisationName})`;

/** Somebody without an account on any platform, or with none that they can be reached at. They need a chaser on every action they own (DOMAIN: owner outside chat). */
export const isOutsideChat = (person: Person): boolean => person.identities.every(({ gone }) => gone === true);

/** Names and roles are compared without case, accents or doubled spaces. */
export const normalName = (name: string): string =>
  name.normalize("NFKD").replace(/\p{M}/gu, "").replace(/\s+/g, " ").trim().toLowerCase();

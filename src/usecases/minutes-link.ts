import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

/** What a personal link to minutes says. Whoever holds it reads as that person, so it names one, and ends. */
export interface MinutesLink {
  meetingId: string;
  version: number;
  personId: string;
  /** Who hands it on, where the reader is outside chat. */
  through: string | null;
  until: Date;
}

export interface MinutesLinks {
  /** Addresses of the page and of the file for Word. */
  make: (link: MinutesLink) => { page: string; word: string };
  /** What a token says, or null where we did not make it. Whether it has ended is the caller's to ask. */
  read: (token: string) => MinutesLink | null;
}

export const LINK_DAYS = 30;

const CIPHER = "aes-256-gcm";
const NONCE = 12;
const TAG = 16;
/** Meeting, version, end, and how long the first of two ids is. */
const HEAD = 16 + 4 + 6 + 1;
/** A token is in a path: anything longer was not made here. */
const LONGEST = 300;

/**
 * Links that nobody can make or alter without the key. They are sealed rather than only signed, because ids of people are often their
 * names, and an address is written down on its way.
 */
export function minutesLinks(secretKey: Buffer, publicUrl: string): MinutesLinks {
  const key = Buffer.from(hkdfSync("sha256", secretKey, "", "links to minutes, 1", 32));

  function make(link: MinutesLink) {
    const nonce = randomBytes(NONCE);
    const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG });
    const sealed = Buffer.concat([nonce, cipher.update(packed(link)), cipher.final(), cipher.getAuthTag()]);
    const page = `${publicUrl}/minutes/${sealed.toString("base64url")}`;
    return { page, word: `${page}.docx` };
  }

  function read(token: string): MinutesLink | null {
    if (token.length > LONGEST) return null;
    const sealed = Buffer.from(token, "base64url");
    // Only the one spelling: others would decode to the same, and a token that was altered must not open anything.
    if (sealed.toString("base64url") !== token || sealed.length <= NONCE + HEAD + TAG) return null;
    const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, NONCE), { authTagLength: TAG });
    decipher.setAuthTag(sealed.subarray(-TAG));
    try {
      return unpacked(Buffer.concat([decipher.update(sealed.subarray(NONCE, -TAG)), decipher.final()]));
    } catch {
      return null;
    }
  }
  return { make, read };
}

function packed({ meetingId, version, personId, through, until }: MinutesLink): Buffer {
  const person = Buffer.from(personId);
  const head = Buffer.alloc(HEAD);
  Buffer.from(meetingId.replaceAll("-", ""), "hex").copy(head);
  head.writeUInt32BE(version, 16);
  head.writeUIntBE(Math.floor(until.getTime() / 1000), 20, 6);
  head.writeUInt8(person.length, 26);
  return Buffer.concat([head, person, Buffer.from(through ?? "")]);
}

function unpacked(packet: Buffer): MinutesLink {
  const end = HEAD + packet.readUInt8(26);
  const id = packet.subarray(0, 16).toString("hex");
  return {
    meetingId: id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"),
    version: packet.readUInt32BE(16),
    personId: packet.subarray(HEAD, end).toString(),
    through: packet.length > end ? packet.subarray(end).toString() : null,
    until: new Date(packet.readUIntBE(20, 6) * 1000),
  };
}

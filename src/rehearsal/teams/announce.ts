import type { Cast } from "../cast.ts";
import { type Activity, personalInstallation, roomInstallation, type Scene } from "./activities.ts";
import { conversations, findPerson, tenantOf } from "./conversations.ts";
import { type Deliver, refusedBy } from "./deliver.ts";
import type { Tenant } from "./tenant.ts";

/**
 * Tells the service where the app has been added, as Teams did when somebody added it: each conversation once, those that an import
 * brings later too. What the service did not take is told again next time.
 */
export function createAnnouncements({
  tenant,
  deliver,
  serviceUrl,
  now,
}: {
  tenant: Tenant;
  deliver: Deliver;
  serviceUrl(): string;
  now(): Date;
}) {
  const told = new Set<string>();
  let telling: Promise<void> = Promise.resolve();

  async function tell(id: string, activities: Activity[]): Promise<void> {
    for (const activity of activities) if (refusedBy(await deliver(activity))) return;
    told.add(id);
  }

  async function tellNew(cast: Cast): Promise<void> {
    for (const place of conversations(cast)) {
      const person = place.members.map((id) => findPerson(cast, id)).find((each) => each !== undefined);
      if (!person || told.has(place.id)) continue;
      const scene: Scene = { person, place, tenant: tenantOf(cast), serviceUrl: serviceUrl(), now: now() };
      if (place.kind !== "personal") await tell(place.id, roomInstallation(scene));
      else if (tenant.installations.has(person)) await tell(place.id, personalInstallation(scene));
    }
  }

  /** One after the other: two pages at once must not tell everything twice. */
  return (cast: Cast): Promise<void> => {
    telling = telling.then(() => tellNew(cast));
    return telling;
  };
}

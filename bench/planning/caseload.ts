import type pg from "pg";

/** Half past eight on a Friday: what was due the day before is overdue by one working day. */
export const NOW = new Date("2027-03-12T08:30:00Z");

/** Open actions of one case. */
export const CASE_SIZE = 100;

/** Due now: ten in each of a thousand cases. */
export const DUE = 10_000;
const DUE_EACH = 10;

const OWNERS = 1000;

/** A provider, and people who have switched their digest off, so that each is reminded of each action by itself. */
export async function people(admin: pg.Client): Promise<void> {
  await admin.query(`
    INSERT INTO provider (id, name, time_zone, region, digest_time, escalate_at)
    VALUES ('bench', 'Bench', 'Europe/London', 'england', '08:30', '12:00');
    INSERT INTO organisation (provider_id, id, name, kind) VALUES ('bench', 'provider', 'Bench', 'provider');
    INSERT INTO person (provider_id, id, name, role, organisation_id)
    SELECT 'bench', 'p' || n, 'Person ' || n, 'Key worker', 'provider' FROM generate_series(1, ${OWNERS}) AS n;
    INSERT INTO identity (platform, workspace, user_id, provider_id, person_id)
    SELECT 'slack', 'T0001', 'U' || n, 'bench', 'p' || n FROM generate_series(1, ${OWNERS}) AS n;
    INSERT INTO digest_setting (provider_id, person_id, is_on) SELECT 'bench', 'p' || n, false FROM generate_series(1, ${OWNERS}) AS n;
  `);
}

/** Cases number `from` to `until`, each with a team of five, a map of three roles and its actions. The first thousand have the due ones. */
export async function addCases(admin: pg.Client, from: number, until: number): Promise<void> {
  // What the triggers would do a row at a time is done at once at the end.
  await admin.query(`
    SET session_replication_role = replica;
    CREATE TEMP TABLE added AS SELECT n, gen_random_uuid() AS id FROM generate_series(${from + 1}, ${until}) AS n;
    INSERT INTO case_file (id, provider_id, ref, purpose, lead_id, protected_terms, next_number)
    SELECT id, 'bench', 'C-' || n, 'Housing', 'p' || (n % ${OWNERS} + 1), '{}', ${CASE_SIZE + 1} FROM added;
    INSERT INTO membership (case_id, person_id, level)
    SELECT id, 'p' || ((n + k * 7) % ${OWNERS} + 1), 'coordination' FROM added CROSS JOIN generate_series(0, 4) AS k;
    INSERT INTO map_role (id, case_id, provider_id, role, organisation_id, person_id, issues, signs_off, position)
    SELECT gen_random_uuid(), id, 'bench', 'Role ' || k, 'provider', 'p' || ((n + k * 7) % ${OWNERS} + 1), '{}',
           CASE k WHEN 0 THEN '{evidence}'::text[] ELSE '{}' END, k
    FROM added CROSS JOIN generate_series(0, 2) AS k;
    INSERT INTO cover (id, map_role_id, person_id, from_day, until_day, position)
    SELECT gen_random_uuid(), r.id, 'p' || ((a.n + 28) % ${OWNERS} + 1), '2027-08-01', '2027-08-14', 0
    FROM added a JOIN map_role r ON r.case_id = a.id;
    INSERT INTO action (id, provider_id, case_id, number, status, text, asker, owner, due_day, original_due_day, time_zone,
                        evidence_required, owner_choices, created_at, accepted_at, status_since, version, changes)
    SELECT gen_random_uuid(), 'bench', id, k, 'open', 'Pipe lagging and wall insulation survey', 'p' || (n % ${OWNERS} + 1),
           'p' || ((n + (k % 4 + 1) * 7) % ${OWNERS} + 1), due, due, 'Europe/London', 'surveyor''s report', '{}',
           '2027-03-01 10:00Z', '2027-03-01 11:00Z', '2027-03-01 11:00Z', 3, 3
    FROM added CROSS JOIN generate_series(1, ${CASE_SIZE}) AS k
    CROSS JOIN LATERAL (SELECT CASE WHEN n * ${DUE_EACH} <= ${DUE} AND k <= ${DUE_EACH} THEN '2027-03-11'
                                    ELSE to_char(date '2027-04-01' + (n + k) % 180, 'YYYY-MM-DD') END AS due) AS d;
    INSERT INTO agenda (provider_id, kind, subject, case_id, at, looked_at)
    SELECT 'bench', 'action', id::text, case_id, (due_day || ' 08:30Z')::timestamptz - interval '5 days', '2027-03-11 09:00Z'
    FROM action WHERE case_id IN (SELECT id FROM added);
    DROP TABLE added;
    SET session_replication_role = DEFAULT;
    UPDATE agenda SET at = 'infinity' WHERE kind <> 'action';
  `);
  await admin.query("VACUUM ANALYZE");
}

/** As before the pass. */
export async function makeDueAgain(admin: pg.Client): Promise<void> {
  await admin.query(`
    TRUNCATE notice;
    UPDATE agenda SET at = '2027-03-12 08:30Z', looked_at = '2027-03-11 09:00Z'
    FROM action a WHERE a.due_day = '2027-03-11' AND agenda.provider_id = 'bench' AND agenda.kind = 'action' AND agenda.subject = a.id::text`);
  await admin.query("VACUUM ANALYZE agenda, notice");
}

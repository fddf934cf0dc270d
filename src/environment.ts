import { z } from "zod";

/** A setting that cannot be: one line that names it and says what to do. Never holds a value that may be secret. */
export class ConfigError extends Error {
  override name = "ConfigError";
}

export const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

/** New bots for several tenants ended in July 2025; a bot is its tenant's, with a secret or with an identity that Azure manages. */
export const APP_TYPES = ["SingleTenant", "UserAssignedMSI"] as const;

const ON = ["on", "1", "true"];
const OFF = ["off", "0", "false"];

const onOff = z
  .enum([...ON, ...OFF], { error: "must be on or off" })
  .transform((word) => ON.includes(word))
  .optional();

const webAddress = z.url({ protocol: /^https?$/, error: "must be an address that begins with https:// or http://" }).optional();

const listOf = <Each extends z.ZodType<string, string>>(each: Each) =>
  z
    .string()
    .transform((list) =>
      list
        .split(",")
        .map((entry) => entry.trim())
        .filter((entry) => entry !== ""),
    )
    .pipe(z.array(each).min(1))
    .optional();

/** Every setting that this build understands, as it is written. An empty variable counts as unset. */
const Environment = z.object({
  HOST: z.string().default("127.0.0.1"),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, "must be a port, 0 to 65535")
    .transform(Number)
    .refine((port) => port <= 65_535, "must be a port, 0 to 65535")
    .default(3978),
  PUBLIC_URL: webAddress,
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "must be an address that begins with postgresql://")
    .optional(),
  DATA_DIR: z.string().default(".data"),
  SLACK_SIGNING_SECRET: z.string().optional(),
  SLACK_BOT_TOKEN: z.string().optional(),
  SLACK_API_URL: webAddress,
  MicrosoftAppId: z.guid("must be the id of the Azure Bot, as Microsoft Entra shows it").toLowerCase().optional(),
  MicrosoftAppPassword: z.string().optional(),
  MicrosoftAppTenantId: z.guid("must be the id of the tenant, as Microsoft Entra shows it").toLowerCase().optional(),
  MicrosoftAppType: z.enum(APP_TYPES, { error: `must be ${APP_TYPES.join(" or ")}` }).optional(),
  TEAMS_ALLOWED_TENANTS: listOf(z.guid("must be tenant ids, with commas between them").toLowerCase()),
  TEAMS_SERVICE_HOSTS: listOf(
    z.string().regex(/^(\*\.)?[a-z0-9.-]+$/i, 'must be host names without port, "*." allowed, with commas between them'),
  ),
  TEAMS_OPENID_URL: webAddress,
  TEAMS_TOKEN_ISSUER: z.string().optional(),
  TEAMS_LOGIN_URL: webAddress,
  TEAMS_TOKEN_SCOPE: z.string().optional(),
  SECRET_KEY: z
    .string()
    .transform((text) => Buffer.from(text, "base64"))
    .refine((key) => key.length === 32, 'must be 32 bytes in base64: make one with "openssl rand -base64 32"')
    .optional(),
  REHEARSAL: onOff,
  CLOCK: onOff,
  HEARTBEAT_URL: webAddress,
  BANK_HOLIDAYS_FILE: z.string().optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(", ")}` }).default("info"),
  METRICS: onOff,
});
export type Environment = z.infer<typeof Environment>;

/** Their names, in the order of `.env.example`. */
export const SETTINGS: readonly string[] = Object.keys(Environment.shape);

/** @throws ConfigError for the first that is not in its form */
export function parse(env: Record<string, string | undefined>): Environment {
  const set = SETTINGS.map((name) => [name, env[name]?.trim()]).filter(([, value]) => value);
  const parsed = Environment.safeParse(Object.fromEntries(set));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ConfigError(`${issue?.path.join(".")} ${issue?.message}.`);
}

import * as z from 'zod'

const flag = z.enum(['on', 'off']).transform((value) => value === 'on')
const count = (min: number, max: number) => z.coerce.number().int().min(min).max(max)

const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }
const isUnit = (text: string): text is keyof typeof units => Object.hasOwn(units, text)

const readWait = (text: string): number => {
  const [, count, unit = ''] = /^(\d+)([a-z]+)$/.exec(text) ?? []
  return isUnit(unit) ? Number(count) * units[unit] : Number.NaN
}

/** A delivery that is tried again later than this is forgotten rather than late. */
const longestWait = 30 * 24 * units.h

/** Every environment variable that Besik reads, with its meaning; `docs/configuration.md` is made from it. */
export const Environment = z.object({
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'must be a URL that begins with postgres://' })
    .optional()
    .describe(
      'Postgres 15 to 18 to work on, as a role that owns nothing. Without it Besik runs an embedded Postgres 18.',
    ),
  BESIK_OWNER_DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'must be a URL that begins with postgres://' })
    .optional()
    .describe(
      'The same database as the role that owns the tables, for migrations. `DATABASE_URL` by default.',
    ),
  BESIK_DATA_DIR: z
    .string()
    .optional()
    .describe(
      'Folder of the embedded Postgres and its operator key. By default `.besik` in the project, or as root a folder under `/var/lib/besik`.',
    ),
  BESIK_ATTACHMENTS_DIR: z
    .string()
    .optional()
    .describe('Folder of photos and documents. By default `files` in the data folder.'),
  BESIK_S3_ENDPOINT: z
    .url({ protocol: /^https?$/, error: 'must be a URL that begins with https://' })
    .optional()
    .describe(
      'S3-compatible storage that keeps photos and documents instead of the folder. It takes the four that follow as well.',
    ),
  BESIK_S3_BUCKET: z.string().optional().describe('Bucket, which has to be there already.'),
  BESIK_S3_REGION: z.string().default('us-east-1').describe('Region of the bucket.'),
  BESIK_S3_ACCESS_KEY_ID: z
    .string()
    .optional()
    .describe('Key that may read, write and delete in the bucket.'),
  BESIK_S3_SECRET_ACCESS_KEY: z.string().optional().describe('Secret of that key.'),
  BESIK_OPERATOR_KEY: z
    .string()
    .min(32)
    .optional()
    .describe(
      'Secret of the operator, who registers organizations and equipment types. At least 32 characters.',
    ),
  BESIK_MODE: z
    .enum(['development', 'production'])
    .default('development')
    .describe('In production Besik refuses a database role that could rewrite the log.'),
  BESIK_PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'must be a URL that begins with https://' })
    .optional()
    .describe(
      'Where people reach the service: links, QR codes and documents lead there. By default where it listens.',
    ),
  BESIK_SECRET_KEYS: z
    .string()
    .optional()
    .describe(
      'Keys that encrypt secrets of webhooks at rest: `name:32 bytes in base64`, several with commas, of which the first encrypts and the others still open. On the embedded Postgres one is made by default, and kept in the data folder.',
    ),
  BESIK_WEBHOOK_RETRIES: z
    .string()
    .regex(/^\d{1,9}(ms|s|m|h)(,\d{1,9}(ms|s|m|h)){0,29}$/, {
      error: 'must be waits such as 5s,5m,2h',
      abort: true,
    })
    .refine((text) => text.split(',').every((wait) => readWait(wait) <= longestWait), {
      error: 'must be waits of 720h at most',
    })
    .default('5s,5m,30m,2h,5h,10h,14h,20h,24h')
    .describe(
      'Waits before each further attempt at a delivery, in `ms`, `s`, `m` or `h`; up to a tenth is added.',
    ),
  BESIK_WEBHOOK_DISABLE_DAYS: count(1, 365)
    .default(5)
    .describe(
      'Days without a success after which an endpoint is disabled; its owner is told after half of them.',
    ),
  BESIK_WEBHOOK_RETENTION_DAYS: count(1, 3650)
    .default(30)
    .describe('Days for which deliveries, their attempts and finished recoveries are kept.'),
  BESIK_WEBHOOK_ALLOW_CIDRS: z
    .string()
    .optional()
    .describe(
      'Ranges of special addresses that webhooks may reach all the same, such as `10.1.0.0/16`, several with commas. None by default.',
    ),
  BESIK_WEBHOOK_PORTS: z
    .string()
    .regex(/^\d{1,5}(,\d{1,5})*$/, { error: 'must be ports with commas between them', abort: true })
    .refine((text) => text.split(',').every((port) => Number(port) > 0 && Number(port) <= 65_535), {
      error: 'must be ports from 1 to 65535',
    })
    .optional()
    .describe('Ports that webhooks may reach beside 443 and 8443, with commas.'),
  BESIK_WEBHOOK_ALLOW_HTTP: flag
    .default(false)
    .describe('Whether webhooks go unencrypted to what `BESIK_WEBHOOK_ALLOW_CIDRS` opens: `on` or `off`.'),
  HOST: z.string().default('127.0.0.1').describe('Address to listen on.'),
  PORT: count(0, 65_535).default(3000).describe('Port to listen on; 0 takes any free one.'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('Least severe level that is logged.'),
  BESIK_POOL_SIZE: count(2, 100).default(10).describe('Database connections of one process.'),
  BESIK_GROUP_WRITER: flag
    .default(true)
    .describe('Whether concurrent events share statements: `on` or `off`.'),
  BESIK_RATE_LIMIT: count(1, 1_000_000)
    .default(3000)
    .describe('Requests a minute that one key, or one stranger, may make.'),
  BESIK_MAX_LAG: count(0, 60_000)
    .default(1000)
    .describe('Milliseconds the process may lag behind before it answers 503 for a while; 0 never does.'),
  BESIK_TRUST_PROXY: flag
    .default(false)
    .describe('Whether `X-Forwarded-For` is believed: `on` behind a proxy that sets it.'),
})

/** A bucket of an S3-compatible storage, and the key to it. */
export interface ObjectStorage {
  endpoint: string
  bucket: string
  region: string
  accessKeyId: string
  secretAccessKey: string
}

/** How webhooks are sent. */
export interface WebhookConfig {
  /** Milliseconds before each further attempt. */
  retries: readonly number[]
  disableDays: number
  retentionDays: number
  allowCidrs: readonly string[]
  ports: readonly number[]
  allowHttp: boolean
}

export interface Config {
  databaseUrl?: string
  ownerDatabaseUrl?: string
  dataDir?: string
  attachmentsDir?: string
  s3?: ObjectStorage
  operatorKey?: string
  isProduction: boolean
  /** Without a slash at the end. */
  publicUrl?: string
  secretKeys?: string
  webhooks: WebhookConfig
  host: string
  port: number
  logLevel: z.output<typeof Environment>['LOG_LEVEL']
  poolSize: number
  groupWriter: boolean
  rateLimit: number
  maxLag: number
  trustProxy: boolean
}

const readS3 = (data: z.output<typeof Environment>): ObjectStorage | undefined => {
  const {
    BESIK_S3_ENDPOINT: endpoint,
    BESIK_S3_BUCKET: bucket,
    BESIK_S3_REGION: region,
    BESIK_S3_ACCESS_KEY_ID: accessKeyId,
    BESIK_S3_SECRET_ACCESS_KEY: secretAccessKey,
  } = data
  if (!endpoint && !bucket && !accessKeyId && !secretAccessKey) return
  if (endpoint && bucket && accessKeyId && secretAccessKey)
    return { endpoint, bucket, region, accessKeyId, secretAccessKey }
  throw new Error(
    'BESIK_S3_ENDPOINT: takes a bucket, a key and its secret, and they take it; some are not set',
  )
}

const list = (text: string | undefined): string[] => text?.split(',').map((one) => one.trim()) ?? []

const readWebhooks = (data: z.output<typeof Environment>): WebhookConfig => ({
  retries: data.BESIK_WEBHOOK_RETRIES.split(',').map(readWait),
  disableDays: data.BESIK_WEBHOOK_DISABLE_DAYS,
  retentionDays: data.BESIK_WEBHOOK_RETENTION_DAYS,
  allowCidrs: list(data.BESIK_WEBHOOK_ALLOW_CIDRS),
  ports: list(data.BESIK_WEBHOOK_PORTS).map(Number),
  allowHttp: data.BESIK_WEBHOOK_ALLOW_HTTP,
})

/** Reads the configuration; throws, naming each variable at fault but never its value. */
export const readConfig = (
  environment: Record<string, string | undefined> = process.env,
): Readonly<Config> => {
  // An empty variable is one that a compose file left unset.
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const { success, data, error } = Environment.safeParse(set)
  if (!success)
    throw new Error(error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'))
  return Object.freeze({
    databaseUrl: data.DATABASE_URL,
    ownerDatabaseUrl: data.BESIK_OWNER_DATABASE_URL ?? data.DATABASE_URL,
    dataDir: data.BESIK_DATA_DIR,
    attachmentsDir: data.BESIK_ATTACHMENTS_DIR,
    s3: readS3(data),
    operatorKey: data.BESIK_OPERATOR_KEY,
    isProduction: data.BESIK_MODE === 'production',
    publicUrl: data.BESIK_PUBLIC_URL?.replace(/\/+$/, ''),
    secretKeys: data.BESIK_SECRET_KEYS,
    webhooks: readWebhooks(data),
    host: data.HOST,
    port: data.PORT,
    logLevel: data.LOG_LEVEL,
    poolSize: data.BESIK_POOL_SIZE,
    groupWriter: data.BESIK_GROUP_WRITER,
    rateLimit: data.BESIK_RATE_LIMIT,
    maxLag: data.BESIK_MAX_LAG,
    trustProxy: data.BESIK_TRUST_PROXY,
  })
}

import type { RouteOptions } from '../resource-routes.ts'
import type { Resolve } from '../webhooks/egress-lookup.ts'
import type { EgressRules } from '../webhooks/egress-rules.ts'
import type { Keyring } from '../webhooks/secret-vault.ts'

export interface EndpointOptions extends RouteOptions {
  rules: EgressRules
  /** Absent where the service was given no key to encrypt secrets with. */
  keyring?: Keyring
  /** Days for which deliveries are kept, and can be recovered. */
  retentionDays: number
  /** In place of DNS. */
  resolve?: Resolve
}

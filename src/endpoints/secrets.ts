import { v7 as uuidv7 } from 'uuid'
import type { Signature } from '../../schemas/endpoint.ts'
import type { Tx } from '../database/client.ts'
import { endpointSecrets } from '../database/tables.ts'
import { problem } from '../problems/problem.ts'
import { makeKeyPair, makeSecret } from '../webhooks/secret.ts'
import { type Keyring, sealSecret } from '../webhooks/secret-vault.ts'

/** The keys that secrets are encrypted with; a problem where the service was given none. */
export const getKeyring = (keyring: Keyring | undefined): Keyring => {
  if (!keyring) throw problem('webhooks-not-configured')
  return keyring
}

/** Makes a secret of an endpoint; answers its row, and what the receiver verifies with. */
export const insertSecret = async (tx: Tx, endpoint: string, signature: Signature, keyring: Keyring) => {
  const { privateKey, publicKey } =
    signature === 'v1' ? { privateKey: makeSecret(), publicKey: null } : makeKeyPair()
  const [row] = await tx
    .insert(endpointSecrets)
    .values({
      id: uuidv7(),
      endpointId: endpoint,
      signature,
      sealed: sealSecret(privateKey, endpoint, keyring),
      publicKey,
    })
    .returning({ id: endpointSecrets.id, createdAt: endpointSecrets.createdAt })
  if (!row) throw new Error('a secret was not stored')
  return {
    id: row.id,
    signature,
    publicKey,
    createdAt: row.createdAt.toISOString(),
    secret: publicKey ?? privateKey,
  }
}

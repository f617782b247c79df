import { v7 as uuidv7 } from 'uuid'
import type { Signature } from '../../schemas/endpoint.ts'
import type { Tx } from '../database/client.ts'
import { endpointSecrets } from '../database/tables.ts'
import type { Answer, Request } from '../engine/answer.ts'
import type { Engine } from '../engine/engine.ts'
import { problem } from '../problems/problem.ts'
import { makeKeyPair, makeSecret } from '../webhooks/secret.ts'
import { type Keyring, sealSecret } from '../webhooks/secret-vault.ts'

/** What was made, and what its owner is shown of it this once. */
export interface Made {
  answer: Answer
  secret: string
}

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

/**
 * Makes something with a secret once, and shows the secret in the first answer alone: the answer that is kept for the same
 * request made again is without it, since whoever reads the database must not find secrets there.
 */
export const answerMade = async (
  engine: Engine,
  request: Request,
  make: (tx: Tx) => Promise<Made>,
): Promise<Answer> => {
  let secret: string | undefined
  const kept = await engine.answerOnce(request, async (tx) => {
    const made = await make(tx)
    secret = made.secret
    return { ...made.answer, headers: { ...made.answer.headers, 'cache-control': 'no-store' } }
  })
  // An attempt may have made a secret, lost the race for the idempotency key, and been rolled back.
  if (kept.headers['idempotency-replayed']) return kept
  return { ...kept, body: JSON.stringify({ ...JSON.parse(kept.body), secret }) }
}

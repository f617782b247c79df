import type { Endpoint } from '../../schemas/endpoint.ts'
import { getContext } from '../engine/snapshot.ts'
import { type View, workflowPart } from '../engine/view.ts'
import type { EndpointDetail } from './detail.ts'

type Secret = EndpointDetail['secrets'][number]

export const toSecret = ({ publicKey, expiresAt, ...secret }: Secret): Endpoint['secrets'][number] => ({
  ...secret,
  publicKey: publicKey ?? undefined,
  expiresAt: expiresAt ?? undefined,
})

/** An endpoint as its organization sees it. */
export const toEndpoint = (view: View): Endpoint => {
  const detail: EndpointDetail = JSON.parse(view.detail)
  const { failingSince, disabled } = getContext('endpoint', view.row)
  return {
    id: view.row.id,
    ...workflowPart(view),
    ...detail,
    description: detail.description ?? undefined,
    donations: detail.donations ?? undefined,
    programmes: detail.programmes ?? undefined,
    roles: detail.roles ?? undefined,
    rateLimit: detail.rateLimit ?? undefined,
    secrets: detail.secrets.map(toSecret),
    failingSince,
    disabled,
  }
}

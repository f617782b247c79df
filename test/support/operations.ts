import {
  type Operation as Described,
  json,
  listOperations as listDescribed,
  type Parameter,
  type Schema,
} from '../../src/openapi/document.ts'
import { checkingRequests } from './checking-requests.ts'
import { departmentRequests } from './department-requests.ts'
import { dossierRequests } from './dossier-requests.ts'
import { endpointRequests } from './endpoint-requests.ts'
import { linkRequests } from './link-requests.ts'
import { memorandumSamples } from './memorandum-events.ts'
import { memorandumRequests } from './memorandum-requests.ts'
import { needSamples } from './need-events.ts'
import { needRequests } from './need-requests.ts'
import { readDocument } from './openapi.ts'
import { programmeSamples } from './programme-events.ts'
import { programmeRequests } from './programme-requests.ts'
import { recallSamples } from './recall-events.ts'
import { recallRequests } from './recall-requests.ts'
import { reportPackRequests } from './report-pack-requests.ts'
import { attached, type Tenant } from './tenants.ts'
import { sha256 } from './walk.ts'
import { donationSamples, endpointSamples, shipmentSamples, unitSamples } from './workflow-events.ts'

/** A body that an operation takes, with pointers into it that have an asterisk for a place in a list. */
export interface Form {
  /** Name of the sample: that of the operation and, where there are several forms, the event type. */
  name: string
  /** Every field, and those that hold an id. */
  fields: string[]
  places: string[]
}

export interface Operation {
  id: string
  method: 'GET' | 'POST' | 'PATCH'
  path: string
  /** Parameters in path and query. */
  parameters: { name: string; in: string; isId: boolean }[]
  forms: Form[]
  /** Names of the samples of it. */
  names: string[]
}

const last = (reference: string) => reference.split('/').at(-1) ?? ''

/** Every operation of the OpenAPI document. */
export const listOperations = (): Operation[] => {
  const { paths, components } = readDocument().document
  const resolve = (schema: Schema): Schema => {
    const named = schema.$ref && components.schemas[last(schema.$ref)]
    return named ? resolve(named) : schema
  }
  const findFields = (schema: Schema, place: string): { place: string; isId: boolean }[] => {
    const { format, properties = {}, items, oneOf = [], anyOf = [], allOf = [] } = resolve(schema)
    return [
      { place, isId: format === 'uuid' },
      ...Object.entries(properties).flatMap(([name, property]) => findFields(property, `${place}/${name}`)),
      ...(items ? findFields(items, `${place}/*`) : []),
      ...[...oneOf, ...anyOf, ...allOf].flatMap((one) => findFields(one, place)),
    ]
  }
  const typeOf = (schema: Schema) => {
    const { const: only, enum: [first] = [] } = resolve(resolve(schema).properties?.type ?? {})
    return String(only ?? first ?? '')
  }
  const toForms = ({ operationId, requestBody }: Described): Form[] => {
    const body = requestBody?.content[json]?.schema
    if (!body) return []
    const { oneOf, anyOf } = resolve(body)
    const events = (oneOf ?? anyOf ?? []).filter(typeOf)
    const forms = events.length > 0 ? events : [body]
    return forms.map((form) => {
      const found = findFields(form, '')
      const ids = found.filter(({ isId }) => isId)
      return {
        name: [operationId, typeOf(form)].filter(Boolean).join(' '),
        fields: [...new Set(found.map(({ place }) => place))],
        places: [...new Set(ids.map(({ place }) => place))],
      }
    })
  }
  const toParameter = (given: Parameter) => {
    const {
      name = '',
      in: place = '',
      schema = {},
    } = (given.$ref && components.parameters[last(given.$ref)]) || given
    return { name, in: place, isId: resolve(schema).format === 'uuid' }
  }
  return listDescribed(paths).map(({ path, method, operation }) => {
    const forms = toForms(operation)
    const parameters = (operation.parameters ?? []).map(toParameter)
    return {
      id: operation.operationId,
      method: method === 'get' ? 'GET' : method === 'patch' ? 'PATCH' : 'POST',
      path,
      parameters: parameters.filter((one) => one.in === 'path' || one.in === 'query'),
      forms,
      names: forms.length > 0 ? forms.map(({ name }) => name) : [operation.operationId],
    }
  })
}

/** The path of an operation, about a thing; an attachment is one that every tenant has. */
export const fillPath = (path: string, id: string, { event = id, recovery = id } = {}): string =>
  path
    .replace('{id}', id)
    .replace('{event}', event)
    .replace('{recovery}', recovery)
    .replace('{sequence}', '1')
    .replace('{sha256}', attached)
    .replace('/checklists/{slug}', '/checklists/dispatch-readiness')
    .replace('{slug}', 'generic-device')

/** A request as a tenant makes it of what is its own. */
export interface Sample {
  /** What of its own it addresses. */
  id?: string
  /** What lies under it, by the names of the parameters. */
  under?: { event?: string; recovery?: string }
  query?: Record<string, string>
  body?: unknown
  as?: 'donor' | 'recipient'
  /** Left out where what is sent does not matter: it gets no further than the id in its path. */
  isMeant?: true
}

const events: Record<string, { data: unknown }> = {
  ...donationSamples,
  ...shipmentSamples,
  ...unitSamples,
  ...endpointSamples,
  ...needSamples,
  ...memorandumSamples,
  ...programmeSamples,
  ...recallSamples,
}
/** Data with which an event of the type could be sent. */
export const findEventData = (type: string): unknown => events[type]?.data ?? {}

const send = (type: string, data = findEventData(type)) => ({ type, data })
const key = { name: 'A key', scopes: ['read'] }
const country = 'KZ'

/** A sample of each form that an operation takes; events that refer to nothing are found in `events`. */
const samples: Record<string, (tenant: Tenant) => Sample> = {
  createOrganization: () => ({ body: { kind: 'club', name: 'A club', country } }),
  listOrganizations: () => ({}),
  getOwnOrganization: () => ({}),
  getOrganization: ({ open }) => ({ id: open.club }),
  createOrganizationKey: ({ open }) => ({ id: open.club, body: key }),
  listKeys: () => ({}),
  createKey: () => ({ body: key }),
  getKey: ({ own }) => ({ id: own.key }),
  rotateKey: ({ own }) => ({ id: own.key, body: {}, isMeant: true }),
  revokeKey: ({ own }) => ({ id: own.spare, body: {}, isMeant: true }),
  createEquipmentType: () => ({
    body: { slug: 'warmer', names: { kk: 'Жылытқыш', ru: 'Обогреватель', en: 'Warmer' } },
  }),
  listEquipmentTypes: () => ({}),
  getEquipmentType: ({ open }) => ({ id: open.equipmentType }),
  pledgeDonation: ({ open }) => ({
    isMeant: true,
    body: {
      title: 'A donation',
      items: [{ equipmentType: open.equipmentType, quantity: 1 }],
      parties: [
        { organization: open.hospital, role: 'recipient' },
        { organization: open.club, role: 'donor' },
      ],
    },
  }),
  listDonations: () => ({}),
  getDonation: ({ own }) => ({ id: own.donation }),
  createAttachment: ({ own }) => ({ id: own.donation }),
  listAttachments: ({ own }) => ({ id: own.donation }),
  getAttachment: ({ own }) => ({ id: own.donation }),
  listDonationEvents: ({ own }) => ({ id: own.donation }),
  getDonationEvent: ({ own }) => ({ id: own.donation }),
  planShipment: ({ own }) => ({
    id: own.donation,
    isMeant: true,
    body: { incotermPlace: 'Almaty', units: [{ item: own.item, replaces: own.rejected }] },
  }),
  ...checkingRequests,
  ...linkRequests,
  getPackingList: ({ own }) => ({ id: own.arrived }),
  getLabels: ({ own }) => ({ id: own.arrived }),
  listShipments: ({ own }) => ({ query: { donation: own.donation } }),
  getShipment: ({ own }) => ({ id: own.arrived }),
  listUnits: ({ own }) => ({ query: { donation: own.donation } }),
  getUnit: ({ own }) => ({ id: own.accepted }),
  ...endpointRequests,
  ...dossierRequests,
  ...memorandumRequests,
  ...programmeRequests,
  ...departmentRequests,
  ...recallRequests,
  ...needRequests,
  ...reportPackRequests,
  listEvents: () => ({}),
  streamEvents: () => ({}),
  appendDonationEvent: ({ own }) => ({ id: own.donation }),
  appendShipmentEvent: ({ own }) => ({ id: own.arrived }),
  appendUnitEvent: ({ own }) => ({ id: own.accepted }),
  'appendDonationEvent contract.drafted': ({ own, open }) => ({
    id: own.young,
    isMeant: true,
    body: send('contract.drafted', {
      number: '17',
      texts: [{ language: 'ru', sha256 }],
      signatories: [open.hospital, open.club],
      memorandum: own.memorandum,
    }),
  }),
  'appendDonationEvent contract.reduced': ({ own }) => ({
    id: own.donation,
    isMeant: true,
    body: send('contract.reduced', { item: own.item, quantity: 1, reason: 'donorUnable' }),
  }),
  'appendDonationEvent party.added': ({ own, open }) => ({
    id: own.young,
    isMeant: true,
    body: send('party.added', { organization: open.hospital, role: 'partner' }),
  }),
  'appendShipmentEvent shipment.packed': ({ own }) => ({
    id: own.planned,
    isMeant: true,
    body: send('shipment.packed', {
      packages: [own.plannedUnit, own.otherUnit].map((unit, n) => ({
        number: `${n}`,
        units: [{ unit, serialNumber: `SN-${n}` }],
      })),
    }),
  }),
  'appendShipmentEvent shipment.received': ({ own }) => ({
    id: own.arrived,
    as: 'recipient',
    isMeant: true,
    body: send('shipment.received', { packages: 1, sealsIntact: true, missing: [own.undecided] }),
  }),
}

/** The sample of an operation or one of its forms, as a tenant would send it. */
export const findSample = (name: string, tenant: Tenant): Sample => {
  const [operation = '', type] = name.split(' ')
  const sample = samples[name] ?? samples[operation]
  if (!sample) throw new Error(`no test knows what to ask of ${name}`)
  return { ...(type && events[type] && { body: send(type) }), ...sample(tenant) }
}

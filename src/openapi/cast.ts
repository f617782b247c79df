import { makeCode } from '../../schemas/code.ts'

/** What the examples of an operation are made of. */
export interface OperationExamples {
  /** Values of the parameters that a request can't do without, by name. */
  parameters?: Record<string, string | number>
  /** Body of the request. */
  request?: unknown
  /** Bodies of the request by name, where it has several forms. */
  requests?: Record<string, { summary: string; value: unknown }>
  /** Body of the successful answer. */
  reply: unknown
}

/** Identifiers in the examples: they all tell the public case "Weight of Life", of October 2022 to January 2023. */
export const ids = {
  club: '01839000-1a2b-7c01-8a10-6f2d1c0b4e01',
  coFunder: '01839000-2b3c-7c02-8b20-6f2d1c0b4e02',
  hospital: '01839000-3c4d-7c03-9a30-6f2d1c0b4e03',
  authority: '01839000-4d5e-7c04-9b40-6f2d1c0b4e04',
  supplier: '01839000-5e6f-7c05-aa50-6f2d1c0b4e05',
  key: '01839001-6f70-7c06-ab60-6f2d1c0b4e06',
  successor: '01839001-7081-7c07-8a70-6f2d1c0b4e07',
  hospitalKey: '01839001-8192-7c08-8b80-6f2d1c0b4e08',
  equipmentType: '01839002-92a3-7c09-9a90-6f2d1c0b4e09',
  donation: '01839c5a-7f18-7a31-9c4e-52b1d07e6a01',
  item: '01839c5a-7f19-7a32-8d5f-52b1d07e6a02',
  shipment: '0184cc10-4e0a-7b11-8e60-52b1d07e6a03',
  unit: '0184cc10-4e0b-7b12-9f71-52b1d07e6a04',
  secondUnit: '0184cc10-4e0c-7b13-a082-52b1d07e6a05',
  replacement: '0185b2f4-5f1d-7b14-b193-52b1d07e6a06',
  link: '0185004e-7c2f-7b17-9155-52b1d07e6a09',
  confirmation: '01850a51-0b3c-7b18-8266-52b1d07e6a10',
  act: '01850a52-1c4d-7b19-9377-52b1d07e6a11',
  check: '01839003-a3b4-7c21-8a91-6f2d1c0b4e13',
  attachment: '0185a9b0-3d5e-7b20-a488-52b1d07e6a12',
  endpoint: '0184b7d0-2c4e-7b22-b59a-6f2d1c0b4e14',
  endpointSecret: '0184b7d0-2c4f-7b23-86ab-6f2d1c0b4e15',
  recovery: '01853364-4b5c-7b24-97bc-6f2d1c0b4e16',
  need: '0183a1f0-1d2e-7b31-8e01-52b1d07e6a21',
  memorandum: '01839a10-2e3f-7b32-9f12-52b1d07e6a22',
  programme: '01839a20-3f40-7b33-8023-52b1d07e6a23',
  reportPack: '018b8e40-6273-7b36-9356-52b1d07e6a26',
  recall: '0187c5d0-4051-7b34-9134-52b1d07e6a24',
  department: '01838f60-5162-7b35-8245-52b1d07e6a25',
  followUpLink: '0186a1d0-6273-7b36-9356-52b1d07e6a26',
  event: '0184ffb2-6a2e-7b15-82a4-52b1d07e6a07',
  cause: '0184ffb2-6a2d-7b16-93b5-52b1d07e6a08',
}

export const codes = {
  donation: makeCode('D', ids.donation),
  shipment: makeCode('S', ids.shipment),
  unit: makeCode('U', ids.unit),
  secondUnit: makeCode('U', ids.secondUnit),
}

const summarize = <Kind extends string>(id: string, kind: Kind, name: string) => ({ id, kind, name })

export const club = summarize(ids.club, 'club', 'Rotary Club Almaty')
export const coFunder = summarize(ids.coFunder, 'club', 'Rotary District 3662')
export const hospital = summarize(ids.hospital, 'hospital', 'City Perinatal Center')
export const authority = summarize(ids.authority, 'authority', 'Almaty City Health Department')
export const supplier = summarize(ids.supplier, 'supplier', 'Supplier of the incubators')

/** A cursor as callers see one. */
export const cursor = 'cTdmWjJ4S2FQb1cxMDE4MzljNWE'

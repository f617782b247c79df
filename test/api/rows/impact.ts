import { make, query, type Row, read } from '../../support/refusals.ts'

export const impact: Row[] = [
  [
    'a region in words',
    'invalid-request',
    read('/v1/impact?region=Almaty'),
    query('region', 'wrong-pattern'),
  ],
  ['a donor by name', 'invalid-request', read('/v1/impact?donor=Rotary'), query('donor', 'not-an-id')],
  [
    'a type by its slug',
    'invalid-request',
    read('/v1/impact?equipmentType=incubator'),
    query('equipmentType', 'not-an-id'),
  ],
  [
    'a programme by its name',
    'invalid-request',
    read('/v1/impact?programme=Weight%20of%20Life'),
    query('programme', 'wrong-pattern'),
  ],
  ['a filter that is none', 'invalid-request', read('/v1/impact?year=2022'), query('year', 'unknown-field')],
  [
    'the impact of who gives and gets nothing',
    'operator-not-a-party',
    ({ built }) => {
      const { headers } = make(built.operator, '/v1/impact', undefined)
      return { url: '/v1/impact', headers: { authorization: headers.authorization } }
    },
  ],
]

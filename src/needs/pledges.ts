import { sql } from 'drizzle-orm'
import type { PledgeMatch } from '../../schemas/match.ts'
import type { Language } from '../../schemas/primitives.ts'
import { judgeMatch, type Offer, orderMatches, type Wanted } from '../../workflows/match-needs.ts'
import type { Database } from '../database/client.ts'
import { organizationJson } from '../database/organization-json.ts'
import { prepareStatement } from '../database/statement.ts'
import { fillText } from '../problems/render.ts'
import { wantedJson } from './candidates.ts'
import { placeTables } from './detail.ts'
import { pledgeTexts } from './match-texts.ts'
import { type SaySite, sayJudgement } from './say-match.ts'

/** Pledges that are scored at most, the newest first. */
const most = 200

interface Asked {
  wanted: Wanted
  hospital: string
  type: Pick<Offer, 'mains' | 'requirements'>
}
type Pledged = Pick<PledgeMatch, 'donation' | 'item' | 'title' | 'recipient' | 'equipmentType' | 'quantity'>

const prepareNeed = (db: Database) =>
  prepareStatement<{ line: string }>(
    db,
    'matched_need',
    sql`select json_build_object('wanted', ${wantedJson}, 'hospital', n.hospital_id,
        'type', json_build_object('mains', e.mains, 'requirements', e.requirements))::text as line
      from needs n ${placeTables} where n.id = ${sql.placeholder('need')}::uuid`,
  )

// Along the organization's own rows of `parties`: nobody is shown a pledge that they are no party to.
const preparePledges = (db: Database) =>
  prepareStatement<{ line: string }>(
    db,
    'match_pledges',
    sql`select json_build_object('donation', d.id, 'item', i.id, 'title', d.title, 'quantity', i.quantity,
        'equipmentType', json_build_object('id', e.id, 'slug', e.slug, 'names', e.names),
        'recipient', (select ${organizationJson('r')} from parties q join organizations r on r.id = q.organization_id
          where q.stream_id = d.id and 'recipient' = any (q.roles) limit 1))::text as line
      from parties p join items i on i.donation_id = p.stream_id join donations d on d.id = p.stream_id
        join equipment_types e on e.id = i.equipment_type_id
      where p.organization_id = ${sql.placeholder('organization')}::uuid and p.kind = 'donation' and p.state = 'pledged'
        and i.need_id is null
        and i.equipment_type_id = (select equipment_type_id from needs where id = ${sql.placeholder('need')}::uuid)
      order by p.stream_id desc, i.place limit ${sql.raw(String(most))}`,
  )

/**
 * Proposes pledges of the caller that cover no need yet and could cover this one, the best first. One that is meant for
 * another hospital is shown with that as what stands in the way.
 */
export const createMatchPledges = (db: Database, saySite: SaySite) => {
  const [readNeed, findPledges] = [prepareNeed(db), preparePledges(db)]
  return async (need: string, organization: string, language: Language): Promise<PledgeMatch[]> => {
    const [row] = await readNeed.execute({ need })
    if (!row) return []
    const { wanted, hospital, type }: Asked = JSON.parse(row.line)
    const rows = await findPledges.execute({ need, organization })
    const judged = rows.map(({ line }) => {
      const pledged: Pledged = JSON.parse(line)
      const judgement = judgeMatch(wanted, { ...type, quantity: pledged.quantity })
      return { id: pledged.item, pledged, judgement }
    })
    const said = orderMatches(judged).map(({ pledged, judgement }): PledgeMatch => {
      const { blockers, ...rest } = sayJudgement(judgement, language, saySite)
      const { recipient } = pledged
      if (recipient.id === hospital) return { ...pledged, ...rest, blockers }
      const text = fillText(pledgeTexts.otherRecipient[language], { recipient: recipient.name }, language)
      return { ...pledged, ...rest, blockers: [{ code: 'otherRecipient', text }, ...blockers] }
    })
    const isMeant = ({ recipient }: PledgeMatch) => recipient.id === hospital
    return [...said.filter(isMeant), ...said.filter((one) => !isMeant(one))]
  }
}

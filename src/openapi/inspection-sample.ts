import type { CheckResult, Inspection } from '../../schemas/inspection.ts'

const found = (check: string, value: CheckResult['value']): CheckResult => ({ check, value, photos: [] })

/** An inspection by the protocol of any device, with which a unit is accepted. */
export const inspection: Inspection = {
  protocol: { slug: 'generic-device', version: 1 },
  tester: 'Biomedical engineer',
  instruments: [{ id: 'EST-1184', name: 'Electrical safety analyser', calibratedOn: '2022-06-14' }],
  results: [
    found('packaging-intact', true),
    found('accessories-complete', true),
    found('manual-language', 'russian'),
    found('mains-fit', 'fits'),
    found('visual-condition', true),
    found('self-test', true),
    found('protective-earth', 'within-limit'),
    { ...found('protective-earth-resistance', 120), instrument: 'EST-1184' },
  ],
}

/** A number as people type it; the server reads it the same way. */
const readNumber = (/** @type {string} */ text) => {
  const plain = text
    .replace(/[\s\u00a0\u202f']/g, '')
    .replace(/[\u2212\u2013]/g, '-')
    .replace(',', '.')
  return plain === '' ? Number.NaN : Number(plain)
}

const readValue = (/** @type {HTMLElement} */ check) => {
  if (check.dataset.k === 'photo') return check.querySelector('.ph [type=checkbox]:checked') ? 'photo' : ''
  const control = check.querySelector('[type=radio]:checked,select[aria-labelledby],input:not([type])')
  return control?.value.trim() ?? ''
}

/** @returns {'open' | 'passed' | 'failed'} */
export const judgeCheck = (/** @type {HTMLElement} */ check) => {
  const { k, ok, min, max } = check.dataset
  const value = readValue(check)
  const photos = check.querySelector('.ph')
  if (value === '' || (photos && !photos.querySelector('[type=checkbox]:checked'))) return 'open'
  if (k === 'number') {
    const number = readNumber(value)
    if (Number.isNaN(number)) return 'open'
    return number < Number(min ?? number) || number > Number(max ?? number) ? 'failed' : 'passed'
  }
  return ok === undefined || ok.split(' ').includes(value) ? 'passed' : 'failed'
}

/** @returns {{ open: number, failed: boolean, failedSafety: boolean, answered: number }} */
export const judgeUnit = (/** @type {HTMLElement} */ unit) => {
  const verdict = { open: 0, failed: false, failedSafety: false, answered: 0 }
  for (const check of unit.querySelectorAll('.c')) {
    const result = judgeCheck(check)
    if (result === 'open' && 'r' in check.dataset) verdict.open += 1
    if (result !== 'open') verdict.answered += 1
    if (result === 'failed') verdict['s' in check.dataset ? 'failedSafety' : 'failed'] = true
  }
  return verdict
}

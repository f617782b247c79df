import { save } from './draft.js'
import { form, make, say, showProgress, showState } from './page.js'
import { judgeCheck, judgeUnit } from './verdict.js'

/** @type {HTMLDetailsElement[]} */
export const units = [...(form?.querySelectorAll('.unit:has([name$=".outcome"])') ?? [])]

const findOutcome = (/** @type {HTMLElement} */ unit) => unit.querySelector('[name$=".outcome"]:checked')

const showDecided = () => {
  const done = units.filter((unit) => findOutcome(unit)?.value).length
  showProgress(say('decided', { done, all: units.length }))
}

const showOutcome = (/** @type {HTMLElement} */ unit) => {
  const chosen = findOutcome(unit)
  const tag = unit.querySelector('.tag')
  if (!tag) return
  tag.className = `tag ${chosen?.value || 'none'}`
  tag.textContent = chosen?.parentElement?.textContent ?? ''
}

const showVerdict = (/** @type {HTMLElement} */ unit) => {
  const decision = unit.querySelector('.dec .seg')
  if (!unit.querySelector('.c') || !decision) return
  const { open, failed, failedSafety, answered } = judgeUnit(unit)
  const name = failedSafety ? 'failedSafety' : failed ? 'failedChecks' : open > 0 ? 'open' : 'passes'
  const line = unit.querySelector('.verdict') ?? make('p', { class: 'verdict' })
  if (!line.isConnected) decision.before(line)
  line.textContent = answered > 0 || open > 0 ? say(name, { count: open }) : ''
}

const showBeyond = (/** @type {HTMLElement} */ check) => {
  const isBeyond = check.dataset.k === 'number' && judgeCheck(check) === 'failed'
  const line = check.querySelector('.beyond')
  if (!isBeyond) line?.remove()
  else if (!line)
    check.querySelector('.in')?.after(make('p', { class: 'beyond', role: 'status' }, say('beyond')))
}

/** Shows again what follows from the answers of a unit. */
export const refreshUnit = (/** @type {HTMLElement} */ unit) => {
  showOutcome(unit)
  showVerdict(unit)
  for (const check of unit.querySelectorAll('.c[data-k=number]')) showBeyond(check)
}

export const refresh = () => {
  for (const unit of units) refreshUnit(unit)
  showDecided()
}

export const watchUnits = () => {
  const update = (/** @type {Event} */ event) => {
    const unit = /** @type {HTMLElement} */ (event.target).closest('.unit')
    if (unit) refreshUnit(unit)
    showDecided()
    save()
  }
  form?.addEventListener('input', update)
  form?.addEventListener('change', update)
  // A link into a closed unit, from the summary of problems, opens it.
  document.addEventListener('click', (event) => {
    const target = /** @type {HTMLElement} */ (event.target).closest?.('a[href^="#"]')?.getAttribute('href')
    const field = target && document.getElementById(target.slice(1))
    if (!field) return
    for (let each = field.closest('details'); each; each = each.parentElement?.closest('details') ?? null)
      each.open = true
    event.preventDefault()
    field.focus()
    field.scrollIntoView({ block: 'center' })
  })
}

const acceptAll = () => {
  let count = 0
  for (const unit of units) {
    const { open, failed, failedSafety, answered } = judgeUnit(unit)
    if (findOutcome(unit)?.value || open > 0 || failed || failedSafety || answered === 0) continue
    unit.querySelector('[name$=".outcome"][value=accepted]').checked = true
    count += 1
  }
  refresh()
  save()
  showState(say('acceptedAll', { count }))
}

/** What helps where there are many units: a filter and a way to accept those that pass. */
export const addTools = () => {
  const tools = document.getElementById('tools')
  if (!tools || units.length < 2) return
  const search = /** @type {HTMLInputElement} */ (
    make('input', { type: 'search', id: 'find', autocomplete: 'off' })
  )
  const shown = make('p', { class: 'h', role: 'status' })
  search.addEventListener('input', () => {
    const wanted = search.value.trim().toUpperCase()
    let count = 0
    for (const unit of form?.querySelectorAll('.unit') ?? []) {
      unit.hidden = !`${unit.dataset.codes}`.toUpperCase().includes(wanted)
      if (!unit.hidden) count += 1
    }
    shown.textContent = wanted === '' ? '' : say('shown', { count })
  })
  // Enter in the filter finds; it does not send the form.
  search.addEventListener('keydown', (event) => event.key === 'Enter' && event.preventDefault())
  const button = make('button', { type: 'button' }, say('acceptAll'))
  button.addEventListener('click', acceptAll)
  const label = make('label', { for: 'find' }, say('filter'))
  tools.append(make('div', { class: 'f' }, label, search, shown), make('div', { class: 'row' }, button))
}

/** The form of this page; pages without one only tidy up. */
export const form = /** @type {HTMLFormElement | null} */ (document.getElementById('f'))

/** @type {Record<string, string>} */
export const texts = JSON.parse(document.body.dataset.texts ?? '{}')

export const { page = '', path = '' } = document.body.dataset

/**
 * Puts values in the place of `{names}`.
 * @param {string} name
 * @param {Record<string, string | number>} [values]
 */
export const say = (name, values = {}) =>
  texts[name].replace(/\{(\w+)\}/g, (whole, key) => String(values[key] ?? whole))

/**
 * @param {string} tag
 * @param {Record<string, string>} [attributes]
 * @param {(Node | string)[]} children
 */
export const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.append(...children)
  return element
}

const bar = make('div', { class: 'bar' })
const saved = make('p')
const progress = make('p')
const state = document.getElementById('state')

if (page === 'form' || page === 'again') {
  bar.append(saved, progress)
  document.querySelector('main')?.append(bar)
}

/** What is kept on this device; seen at all times, and not read out again and again. */
export const showSaved = (/** @type {string} */ text) => {
  if (!bar.matches('.wait')) saved.textContent = text
}

export const showProgress = (/** @type {string} */ text) => {
  progress.textContent = text
}

/**
 * What is going on with the whole form, also read out.
 * @param {string} text
 * @param {{ isWaiting?: boolean, button?: HTMLElement, short?: string }} [options]
 */
export const showState = (text, { isWaiting = false, button, short } = {}) => {
  state?.replaceChildren(text, ...(button ? [button] : []))
  state?.classList.toggle('wait', isWaiting)
  bar.classList.toggle('wait', isWaiting)
  if (short) saved.textContent = short
}

/** @param {number | Date} moment */
export const writeTime = (moment) =>
  new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: 'short', hourCycle: 'h23' }).format(
    moment,
  )

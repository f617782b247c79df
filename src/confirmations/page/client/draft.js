import { form, make, page, path, say, showSaved, showState, writeTime } from './page.js'
import { forgetPhotos } from './photo-store.js'

const key = `besik:${path}`
/** What is signed, and not yet known to have arrived. */
const signedKey = `${key}:signed`

let isLeaving = false

/** @returns {[string, string][]} */
export const listEntries = (/** @type {HTMLFormElement} */ source) =>
  [...new FormData(source)].flatMap(([name, value]) =>
    typeof value === 'string' && value !== '' && name !== 'step' ? [[name, value]] : [],
  )

/** @returns {any} */
const load = (/** @type {string} */ name) => {
  try {
    return JSON.parse(localStorage.getItem(name) ?? 'null')
  } catch {
    return null
  }
}

const keep = (/** @type {string} */ name, /** @type {unknown} */ value) => {
  try {
    localStorage.setItem(name, JSON.stringify(value))
    return true
  } catch {
    return false
  }
}

const drop = (/** @type {string} */ name) => {
  try {
    localStorage.removeItem(name)
  } catch {}
}

const saveNow = () => {
  if (isLeaving || !form) return
  const isKept = keep(key, { at: Date.now(), entries: listEntries(form) })
  showSaved(isKept ? say('saved', { time: writeTime(Date.now()) }) : say('notSaved'))
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer
/** Keeps the form soon; many changes in a row are kept once. */
export const save = () => {
  clearTimeout(timer)
  timer = setTimeout(saveNow, 250)
}

export const saveBeforeLeaving = () => {
  clearTimeout(timer)
  saveNow()
}

/** After this nothing of the old page is written any more. */
export const leave = () => {
  saveBeforeLeaving()
  isLeaving = true
}

export const keepSigned = (/** @type {{ action: string, body: string }} */ job) => keep(signedKey, job)
export const findSigned = () => load(signedKey)
export const forgetSigned = () => drop(signedKey)

const longest = 60 * 24 * 3600 * 1000

/** A phone is shared: forms that nobody came back to do not stay on it. */
export const forgetOld = () => {
  try {
    for (const name of Object.keys(localStorage))
      if (name.startsWith('besik:') && Date.now() - (load(name)?.at ?? Date.now()) > longest) drop(name)
  } catch {}
}

export const forget = () => {
  clearTimeout(timer)
  drop(key)
  drop(signedKey)
  return forgetPhotos()
}

// The list of units may have grown since; what belongs to which unit is said by the id kept with it.
/** @param {[string, string][]} entries */
const align = (entries) => {
  const places = new Map()
  for (const input of form?.querySelectorAll('input[name$=".id"][type=hidden]') ?? [])
    places.set(input.value, input.name.split('.')[1])
  const ids = new Map(
    entries.filter(([name]) => /^u\.\d+\.id$/.test(name)).map(([n, id]) => [n.split('.')[1], id]),
  )
  return entries.map(([name, value]) => {
    const [start, place, ...rest] = name.split('.')
    const now = start === 'u' ? places.get(ids.get(place)) : undefined
    return [now === undefined ? name : [start, now, ...rest].join('.'), value]
  })
}

/**
 * @param {[string, string][]} entries
 * @param {(name: string, value: string) => void} addPhoto
 */
const fillIn = (entries, addPhoto) => {
  /** @type {Map<string, string[]>} */
  const values = new Map()
  for (const [name, value] of entries) values.set(name, [...(values.get(name) ?? []), value])
  for (const [name, list] of values) {
    const place = name.split('.')
    if (place[0] === 'u' && place[2] === 'p') {
      for (const value of list) addPhoto(name, value)
      continue
    }
    for (const control of form?.querySelectorAll(`[name="${CSS.escape(name)}"]`) ?? []) {
      if (control.type === 'hidden' || control.type === 'file') continue
      if (control.type === 'radio' || control.type === 'checkbox')
        control.checked = list.includes(control.value)
      else control.value = list[0]
    }
  }
  for (const row of form?.querySelectorAll('details.sub') ?? [])
    if ([...row.querySelectorAll('input')].some(({ value }) => value !== '')) row.open = true
}

/**
 * Brings back what was filled in here. What the server sends back is newer than what this device kept.
 * @param {(name: string, value: string) => void} addPhoto
 */
export const restore = (addPhoto) => {
  const draft = load(key)
  if (page !== 'form' || !draft || !form) return
  const isFilled = draft.entries.some(([/** @type {string} */ name]) => !/^u\.\d+\.id$/.test(name))
  if (!isFilled) return
  fillIn(align(draft.entries), addPhoto)
  const button = make('button', { type: 'button' }, say('startOver'))
  button.addEventListener('click', async () => {
    if (!confirm(say('startOverAsk'))) return
    isLeaving = true
    await forget()
    location.reload()
  })
  showState(say('restored', { time: writeTime(draft.at) }), { button })
}

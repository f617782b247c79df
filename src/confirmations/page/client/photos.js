import { save } from './draft.js'
import { form, make, path, say } from './page.js'
import { deletePhoto, listPhotos, putPhoto } from './photo-store.js'
import { refreshUnit } from './units.js'

/** @typedef {import('./photo-store.js').Photo} Photo */

const longSide = 1600

/** Photos that wait, with the lines that show them. @type {Map<string, { photo: Photo, line: HTMLElement }>} */
const waiting = new Map()
let isUploading = false

export const countWaiting = () => [...waiting.values()].filter(({ line }) => !line.dataset.refused).length
export const findRefused = () => [...waiting.values()].find(({ line }) => line.dataset.refused)?.line

/** Draws a photo anew: smaller, and without what the camera wrote into it about place and owner. */
const compress = async (/** @type {Blob} */ file) => {
  const image = await createImageBitmap(file, { imageOrientation: 'from-image' })
  const scale = Math.min(1, longSide / Math.max(image.width, image.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(image.width * scale))
  canvas.height = Math.max(1, Math.round(image.height * scale))
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  image.close()
  return new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.8))
}

const findUnit = (/** @type {string} */ id) =>
  form?.querySelector(`.unit:has([name$=".id"][value="${CSS.escape(id)}"])`)

const findInput = (/** @type {Photo} */ { unit, check }) => {
  const place = findUnit(unit)?.querySelector('[name$=".id"]').name.split('.')[1]
  return place && document.getElementById(`u.${place}.p.${check}`)
}

const listOf = (/** @type {HTMLElement} */ input) => {
  if (!input.nextElementSibling?.matches('.shots')) input.after(make('ul', { class: 'shots' }))
  return /** @type {HTMLElement} */ (input.nextElementSibling)
}

/** Shows a stored photo as the plain form does: a tick that can be cleared. */
const showStored = (
  /** @type {HTMLElement} */ line,
  /** @type {HTMLElement} */ input,
  /** @type {string} */ sha256,
) => {
  const tick = make('input', { type: 'checkbox', name: input.id, value: sha256, checked: '' })
  line
    .querySelector('span')
    ?.replaceChildren(make('label', { class: 'tick' }, tick, writeName(line, 'photoSent')))
}

const writeName = (
  /** @type {HTMLElement} */ line,
  /** @type {string} */ name,
  /** @type {string} */ detail = '',
) => {
  const number = [...(line.parentElement?.children ?? [])].indexOf(line) + 1
  return `${say('photo', { number })}: ${say(name, { detail })}`
}

const addLine = (
  /** @type {HTMLElement} */ input,
  /** @type {Blob | undefined} */ blob,
  /** @type {() => void} */ remove,
) => {
  const line = make('li')
  if (blob) line.append(make('img', { src: URL.createObjectURL(blob), alt: '' }))
  const button = make('button', { type: 'button' }, say('remove'))
  button.addEventListener('click', () => {
    line.remove()
    remove()
    input.focus()
    changed(input)
  })
  line.append(make('span', { role: 'status' }), button)
  listOf(input).append(line)
  return line
}

const changed = (/** @type {HTMLElement} */ input) => {
  const unit = input.closest('.unit')
  if (unit) refreshUnit(/** @type {HTMLElement} */ (unit))
  save()
}

const isShown = (/** @type {string} */ name, /** @type {string} */ sha256) =>
  Boolean(form?.querySelector(`[name="${CSS.escape(name)}"][value="${CSS.escape(sha256)}"]`))

const show = (/** @type {Photo} */ photo) => {
  const input = findInput(photo)
  if (!input || (photo.sha256 && isShown(input.id, photo.sha256))) return
  const line = addLine(input, photo.blob, () => {
    waiting.delete(photo.id)
    deletePhoto(photo.id)
  })
  if (photo.sha256) return showStored(line, input, photo.sha256)
  line.querySelector('span')?.append(writeName(line, 'photoWaiting'))
  waiting.set(photo.id, { photo, line })
}

/** Sends one photo; false where the network or the service is away. */
const upload = async (/** @type {Photo} */ photo, /** @type {HTMLElement} */ line) => {
  const status = line.querySelector('span')
  status?.replaceChildren(writeName(line, 'photoSending'))
  const answer = await fetch(`${path}/photos`, {
    method: 'POST',
    headers: { 'content-type': photo.blob.type, accept: 'application/json' },
    body: photo.blob,
  }).catch(() => undefined)
  if (!answer || answer.status === 429 || answer.status >= 500) {
    status?.replaceChildren(writeName(line, 'photoWaiting'))
    return false
  }
  const body = await answer.json().catch(() => ({}))
  if (!answer.ok || !body.sha256) {
    line.dataset.refused = '1'
    status?.replaceChildren(
      writeName(line, 'photoRefused', body.detail ?? body.title ?? String(answer.status)),
    )
    return true
  }
  waiting.delete(photo.id)
  await putPhoto({ ...photo, sha256: body.sha256 })
  const input = findInput(photo)
  if (input && line.isConnected) {
    showStored(line, input, body.sha256)
    changed(input)
  }
  return true
}

/** Sends what waits, one after the other; goes on by itself when the network is back. */
export const uploadAll = async () => {
  if (isUploading) return
  isUploading = true
  for (const { photo, line } of [...waiting.values()])
    if (!line.dataset.refused && !(await upload(photo, line))) break
  isUploading = false
}

/** A photo of which only the hash is known, from the draft. */
export const addStored = (/** @type {string} */ name, /** @type {string} */ sha256) => {
  const input = document.getElementById(name)
  if (!input || isShown(name, sha256)) return
  const line = addLine(input, undefined, () => {})
  showStored(line, input, sha256)
}

const take = async (/** @type {HTMLInputElement} */ input) => {
  const [, place, , ...check] = input.id.split('.')
  const unit = form?.querySelector(`[name="u.${place}.id"]`)?.value
  const files = [...(input.files ?? [])]
  input.value = ''
  for (const file of files) {
    const blob = await compress(file).catch(() => undefined)
    const id = `${Date.now()}-${Math.random()}`
    const photo = { id, path, unit, check: check.join('.'), blob: blob ?? file }
    // A kind of photo that this browser can't draw is sent as it is, for the service to judge.
    if (!blob && !file.type.startsWith('image/')) {
      const line = addLine(input, undefined, () => {})
      line.querySelector('span')?.append(`${file.name}: ${say('photoUnreadable')}`)
      continue
    }
    await putPhoto(photo)
    show(photo)
    changed(input)
  }
  uploadAll()
}

export const watchPhotos = async () => {
  for (const photo of await listPhotos()) show(photo)
  form?.addEventListener('change', (event) => {
    const input = /** @type {HTMLInputElement} */ (event.target)
    if (input.type === 'file' && input.files?.length) take(input)
  })
  addEventListener('online', uploadAll)
  uploadAll()
}

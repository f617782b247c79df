import { bracket, findByCode, findSerial } from './codes.js'
import { save } from './draft.js'
import { make, say, showState } from './page.js'
import { refreshUnit, units } from './units.js'

const formats = ['data_matrix', 'qr_code', 'code_128', 'code_39', 'ean_13', 'itf']

/**
 * Looks through the camera until there is a code or the dialog is closed.
 * @param {any} detector
 * @returns {Promise<string | undefined>}
 */
const look = async (detector) => {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
  const video = /** @type {HTMLVideoElement} */ (make('video', { playsinline: '', muted: '' }))
  const close = make('button', { type: 'button' }, say('close'))
  const title = make('h2', { id: 'scan-t' }, say('scanTitle'))
  const dialog = /** @type {HTMLDialogElement} */ (
    make('dialog', { 'aria-labelledby': 'scan-t' }, title, video, close)
  )
  close.addEventListener('click', () => dialog.close())
  document.body.append(dialog)
  dialog.showModal()
  video.srcObject = stream
  await video.play()
  let code
  while (dialog.open && code === undefined) {
    const [found] = await detector.detect(video).catch(() => [])
    code = found?.rawValue || undefined
    if (code === undefined) await new Promise((done) => setTimeout(done, 200))
  }
  for (const track of stream.getTracks()) track.stop()
  dialog.close()
  dialog.remove()
  return code
}

/**
 * A code that holds a device identifier belongs into the UDI field, any other into that of the serial number.
 * @param {HTMLElement} unit
 * @param {string} code
 */
const enter = (unit, code) => {
  const text = bracket(code)
  const isUdi = /^\(01\)|^\+[A-Z]|^https?:\/\/.*\/01\/\d/.test(text)
  const serial = findSerial(code) ?? (isUdi ? undefined : text)
  const fieldOf = (/** @type {string} */ name) => unit.querySelector(`[name$=".${name}"]`)
  if (isUdi) fieldOf('udi').value = text
  if (serial !== undefined) fieldOf('sn').value = serial
  if (!unit.querySelector('.seen'))
    unit.querySelector('.id')?.append(make('span', { class: 'seen' }, ` · ${say('found')}`))
  unit.open = true
  refreshUnit(unit)
  save()
  fieldOf('sn').focus()
  unit.scrollIntoView({ block: 'start' })
}

/** Adds the buttons for the camera, where the browser can read codes at all. */
export const addScanner = async () => {
  const Detector = Reflect.get(globalThis, 'BarcodeDetector')
  if (!Detector || !navigator.mediaDevices || units.length === 0) return
  const supported = await Detector.getSupportedFormats()
  const detector = new Detector({ formats: formats.filter((format) => supported.includes(format)) })
  const scan = async (/** @type {HTMLElement | undefined} */ own) => {
    try {
      const code = await look(detector)
      if (code === undefined) return
      const unit = findByCode(code, units) ?? own
      if (!unit) return showState(say('scanUnknown', { code: bracket(code) }))
      unit.hidden = false
      enter(unit, code)
      showState(say('scanFound', { unit: unit.querySelector('.id')?.textContent ?? '' }))
    } catch {
      showState(say('scanFailed'))
    }
  }
  const addButton = (/** @type {Element | null} */ place, /** @type {HTMLElement} */ own) => {
    const button = make('button', { type: 'button' }, say('scan'))
    button.addEventListener('click', () => scan(own))
    place?.append(button)
  }
  const tools = document.getElementById('tools')
  if (units.length > 1) addButton(tools?.querySelector('.row') ?? tools)
  for (const unit of units) addButton(unit.querySelector('.part'), unit)
}

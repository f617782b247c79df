import { findSigned, forgetSigned, keepSigned, leave, listEntries } from './draft.js'
import { say, showState } from './page.js'
import { countWaiting, findRefused, uploadAll } from './photos.js'

let isSending = false

/** Waits for the network to come back, and looks by itself every few seconds. */
const pause = (/** @type {number} */ seconds) =>
  new Promise((done) => {
    setTimeout(done, seconds * 1000)
    addEventListener('online', () => done(undefined), { once: true })
  })

const showPage = (/** @type {string} */ html) => {
  leave()
  history.pushState({}, '')
  document.open()
  document.write(html)
  document.close()
}

const isAway = (/** @type {Response | undefined} */ answer) =>
  !answer || answer.status === 429 || [502, 503, 504].includes(answer.status)

/**
 * Sends until there is an answer. The body is made anew each time, as the form may change while it waits.
 * @param {{ action: string, body: () => string, isSigned: boolean }} job
 */
const deliver = async ({ action, body, isSigned }) => {
  for (let attempt = 1; ; attempt += 1) {
    await uploadAll()
    const refused = findRefused()
    if (refused) {
      refused.querySelector('button')?.focus()
      return showState(say('photoRefusedAll'), { isWaiting: true })
    }
    // Tried whatever the browser says of the network: a phone on a hospital's own network may well say that it has none.
    if (countWaiting() === 0) {
      showState(say('sending'), { short: say('sending') })
      const answer = await fetch(action, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
        body: body(),
        signal: AbortSignal.timeout(60_000),
      }).catch(() => undefined)
      const html = isAway(answer) ? undefined : await answer?.text().catch(() => undefined)
      if (html !== undefined) {
        if (isSigned) forgetSigned()
        if (!answer?.headers.get('content-type')?.startsWith('text/html'))
          return showState(say('failed'), { isWaiting: true })
        return showPage(html)
      }
    }
    const photos = countWaiting() > 0 ? ` ${say('waitingPhotos', { count: countWaiting() })}` : ''
    showState(say(isSigned ? 'waitingSign' : 'waiting') + photos, {
      isWaiting: true,
      short: say('waitingShort'),
    })
    await pause(Math.min(2 ** attempt, 30))
  }
}

const begin = async (/** @type {Parameters<typeof deliver>[0]} */ job, /** @type {Element[]} */ buttons) => {
  if (isSending) return
  isSending = true
  for (const button of buttons) button.setAttribute('aria-disabled', 'true')
  await deliver(job).catch(() => showState(say('failed'), { isWaiting: true }))
  for (const button of buttons) button.removeAttribute('aria-disabled')
  isSending = false
}

/** Lets this script send the forms, so that no failure of the network can lose what they hold. */
export const watchSending = () => {
  document.addEventListener('submit', (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target)
    const button = /** @type {HTMLButtonElement | null} */ (event.submitter)
    const step = button?.value ?? 'review'
    const action = button?.getAttribute('formaction') ?? form.getAttribute('action') ?? ''
    event.preventDefault()
    const body = () => new URLSearchParams([...listEntries(form), ['step', step]]).toString()
    const isSigned = step === 'sign'
    if (isSigned && !isSending) keepSigned({ action, body: body() })
    begin({ action, body, isSigned }, [...document.querySelectorAll('form [name=step]')])
  })
  addEventListener('popstate', () => location.reload())
}

/** What was signed here and never answered is sent again; the service takes the same submission once. */
export const resumeSigned = () => {
  const job = findSigned()
  if (job)
    begin({ action: job.action, body: () => job.body, isSigned: true }, [
      ...document.querySelectorAll('form [name=step]'),
    ])
}

import { forget, forgetOld, restore, save, saveBeforeLeaving } from './draft.js'
import { form, page } from './page.js'
import { addStored, watchPhotos } from './photos.js'
import { addScanner } from './scan.js'
import { resumeSigned, watchSending } from './send.js'
import { addTools, refresh, watchUnits } from './units.js'

const start = async () => {
  document.querySelector('[autofocus]')?.focus()
  if (page === 'done') return forget()
  watchSending()
  if (page === 'review') return
  addTools()
  watchUnits()
  addScanner()
  addEventListener('pagehide', saveBeforeLeaving)
  await watchPhotos()
  restore(addStored)
  forgetOld()
  refresh()
  if (form && page === 'again') save()
  resumeSigned()
}

start()

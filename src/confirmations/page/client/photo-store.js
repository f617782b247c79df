import { path } from './page.js'

/**
 * A photo on this device until the form is confirmed.
 * @typedef {{ id: string, path: string, unit: string, check: string, blob: Blob, sha256?: string }} Photo
 */

/** @type {Promise<IDBDatabase> | undefined} */
let opening

const open = () => {
  opening ??= new Promise((done, fail) => {
    const request = indexedDB.open('besik', 1)
    request.onupgradeneeded = () => request.result.createObjectStore('photos', { keyPath: 'id' })
    request.onsuccess = () => done(request.result)
    request.onerror = () => fail(request.error)
  })
  return opening
}

/**
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest} act
 * @returns {Promise<any>}
 */
const use = async (mode, act) => {
  const database = await open()
  return new Promise((done, fail) => {
    const request = act(database.transaction('photos', mode).objectStore('photos'))
    request.onsuccess = () => done(request.result)
    request.onerror = () => fail(request.error)
  })
}

// Without this store photos live as long as the page: nothing breaks, and the upload goes on.
export const putPhoto = (/** @type {Photo} */ photo) =>
  use('readwrite', (store) => store.put(photo)).catch(() => undefined)

export const deletePhoto = (/** @type {string} */ id) =>
  use('readwrite', (store) => store.delete(id)).catch(() => undefined)

/** @returns {Promise<Photo[]>} */
export const listPhotos = async () => {
  const all = await use('readonly', (store) => store.getAll()).catch(() => [])
  return all.filter((/** @type {Photo} */ photo) => photo.path === path)
}

export const forgetPhotos = async () => {
  for (const { id } of await listPhotos()) await deletePhoto(id)
}

import t from 'tap'
import { serializeError } from '../../src/problems/error-log.ts'

t.test('an error keeps its message, its place and its causes', async (t) => {
  const error = new TypeError('no such machine', { cause: new Error('not read') })
  t.match(serializeError(error), {
    type: 'TypeError',
    message: 'no such machine',
    stack: /^at .*error-log\.test\.ts/,
    causes: [{ type: 'Error', message: 'not read' }],
  })
})

t.test('a parser quotes nothing of what it failed on', async (t) => {
  try {
    JSON.parse('{"name":Aigerim}')
  } catch (error) {
    t.notMatch(JSON.stringify(serializeError(error)), /Aigerim/)
  }
})

t.test('fields that an error carries beside its message stay out', async (t) => {
  const error = Object.assign(new Error('refused'), { code: 'E1', body: 'Aigerim', detail: 'Aigerim' })
  const logged = serializeError(error)
  t.equal(logged.code, 'E1')
  t.notMatch(JSON.stringify(logged), /Aigerim/)
})

t.test('a stack that no longer begins with the message is left out', async (t) => {
  const error = new Error('Aigerim')
  t.match(error.stack, 'Aigerim')
  error.message = 'changed'
  t.equal(serializeError(error).stack, '')
})

t.test('what was thrown and is no error is not shown', async (t) => {
  t.same(serializeError('Aigerim'), {
    type: 'string',
    message: 'something was thrown that is no error',
    stack: '',
  })
})

t.test('causes that run in a circle end', async (t) => {
  const error = new Error('a')
  error.cause = error
  t.equal(JSON.stringify(serializeError(error)).match(/"message":"a"/g)?.length, 5)
})

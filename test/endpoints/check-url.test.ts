import t from 'tap'
import { checkReachable } from '../../src/endpoints/check-url.ts'
import type { ProblemSlug } from '../../src/problems/catalogue.ts'
import { Problem } from '../../src/problems/problem.ts'
import { readRules } from '../../src/webhooks/egress-rules.ts'

const rules = readRules()
const check = (...addresses: string[]) =>
  checkReachable('https://hooks.example.org/x', { rules, resolve: async () => addresses })

const refusal = (slug: ProblemSlug) => new Problem(slug, { pointer: '/url' })

t.test('takes a name that leads to the internet alone', async (t) => {
  await t.resolves(check('93.184.216.34', '2606:2800:220:1::1'))
})

t.test('refuses a name by where it leads', async (t) => {
  await t.rejects(check('10.0.0.1'), refusal('endpoint-url-not-public'))
  await t.rejects(
    check('93.184.216.34', '169.254.169.254'),
    refusal('endpoint-url-not-public'),
    'one is enough',
  )
  await t.rejects(check(), refusal('endpoint-host-unknown'))
})

t.test('says that a name is unknown when its name server fails', async (t) => {
  const resolve = async () => Promise.reject(Object.assign(new Error('no'), { code: 'ESERVFAIL' }))
  await t.rejects(
    checkReachable('https://hooks.example.org/', { rules, resolve }),
    refusal('endpoint-host-unknown'),
  )
})

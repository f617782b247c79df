import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import * as z from 'zod'
import { Department, DepartmentChange, NewDepartment } from '../../schemas/department.ts'
import { Id, page, pageQuery } from '../../schemas/primitives.ts'
import { problems } from '../../schemas/problem.ts'
import type { Database } from '../database/client.ts'
import type { Engine } from '../engine/engine.ts'
import { etag } from '../engine/view.ts'
import { getSender } from '../keys/principal.ts'
import { takeMergePatch } from '../merge-patch.ts'
import { sendPage } from '../paging.ts'
import { readIdempotency, readIfMatch, sendAnswer } from '../requests.ts'
import { changeDepartment } from './change.ts'
import { createGetDepartment, createListDepartments, insertDepartment, lockHospital } from './repository.ts'

const tags = ['departments']
const params = z.strictObject({ id: Id })
const filters = z.strictObject({ organization: Id.optional().describe('The hospital whose they are.') })

const answer = (status: number, department: Department, location?: string) => ({
  status,
  headers: { etag: etag(department.version), ...(location && { location }) },
  body: JSON.stringify(department),
})

/**
 * Departments of hospitals. Everybody reads them, for a donor has to see a ward's mains before it pledges: they say what
 * a building offers, and nothing about persons.
 */
export const departmentRoutes: FastifyPluginAsyncZod<{ db: Database; engine: Engine }> = async (
  app,
  { db, engine },
) => {
  const getDepartment = createGetDepartment(db)
  const listDepartments = createListDepartments(db)

  app.post(
    '/departments',
    {
      schema: {
        operationId: 'createDepartment',
        summary: 'Add a department to the own hospital',
        tags,
        body: NewDepartment,
        response: { 201: Department, ...problems },
      },
    },
    async (request, reply) => {
      const { organization } = getSender(request)
      const made = await engine.answerOnce(readIdempotency(request), async (tx) => {
        await lockHospital(tx, organization)
        const department = await insertDepartment(tx, organization, request.body)
        return answer(201, department, `/v1/departments/${department.id}`)
      })
      return sendAnswer(reply, made)
    },
  )

  app.get(
    '/departments',
    {
      schema: {
        operationId: 'listDepartments',
        summary: 'List departments of hospitals, in the order in which they were added',
        tags,
        querystring: z.strictObject({ ...pageQuery, ...filters.shape }),
        response: { 200: page(Department), ...problems },
      },
    },
    async (request, reply) =>
      sendPage(request, reply, 'departments', (filter, page) => listDepartments(filter, page)),
  )

  app.get(
    '/departments/:id',
    {
      schema: {
        operationId: 'getDepartment',
        summary: 'Read a department and what its site offers',
        tags,
        params,
        response: { 200: Department, ...problems },
      },
    },
    async (request, reply) => sendAnswer(reply, answer(200, await getDepartment(request.params.id))),
  )

  await takeMergePatch(app, (patching) =>
    patching.patch(
      '/departments/:id',
      {
        schema: {
          operationId: 'changeDepartment',
          summary: 'Change a department of the own hospital',
          description: 'A JSON merge patch (RFC 7396). Where nothing changes, the version stays.',
          tags,
          params,
          body: DepartmentChange,
          response: { 200: Department, ...problems },
        },
      },
      async (request, reply) => {
        const { organization } = getSender(request)
        const [ifMatch, idempotency] = [readIfMatch(request), readIdempotency(request)]
        const changing = { organization, id: request.params.id, ifMatch, change: request.body }
        const changed = await engine.answerOnce(idempotency, async (tx) =>
          answer(200, await changeDepartment(tx, changing)),
        )
        return sendAnswer(reply, changed)
      },
    ),
  )
}

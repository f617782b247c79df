import type { OperationNotes } from './operations.ts'

/** Operations about departments and what they have. */
export const departmentNotes: Record<string, OperationNotes> = {
  createDepartment: {
    answer: 'The department.',
    headers: ['ETag', 'Location'],
    problems: ['operator-not-a-party', 'hospital-only', 'department-name-taken'],
  },
  listDepartments: {
    answer: 'A page of departments, in the order in which they were added.',
    headers: ['Link'],
    problems: ['invalid-cursor'],
  },
  getDepartment: { answer: 'The department.', headers: ['ETag'], problems: ['not-found'] },
  changeDepartment: {
    answer: 'The department as it stands after the change.',
    headers: ['ETag'],
    problems: [
      'operator-not-a-party',
      'hospital-only',
      'not-found',
      'department-not-own',
      'department-name-taken',
    ],
  },
  replaceRegister: {
    answer: 'The register as it stands now.',
    problems: [
      'operator-not-a-party',
      'not-found',
      'department-not-own',
      'counted-in-future',
      'duplicate-entry',
      'working-exceeds-present',
      'unknown-equipment-type',
    ],
  },
  getRegister: {
    answer: 'The register, in the order of the types.',
    problems: ['operator-not-a-party', 'not-found', 'department-not-own'],
  },
  listEquippingLevels: {
    answer: 'A page of levels, each with its numerator and denominator.',
    headers: ['Link'],
    problems: ['invalid-cursor'],
  },
}

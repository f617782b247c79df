import { changed, list, madeResource, type OperationNotes, resource } from './notes.ts'

/** Operations about departments and what they have. */
export const departmentNotes: Record<string, OperationNotes> = {
  createDepartment: madeResource('The department.', ['hospital-only', 'department-name-taken']),
  listDepartments: list('A page of departments, in the order in which they were added.'),
  getDepartment: resource('The department.'),
  changeDepartment: changed('department', [
    'hospital-only',
    'not-found',
    'department-not-own',
    'department-name-taken',
  ]),
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
  listEquippingLevels: list('A page of levels, each with its numerator and denominator.'),
}

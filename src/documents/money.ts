import type { Language, Money } from '../../schemas/primitives.ts'

const digitsOf = (currency: string) =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2

/** An amount with its code, the digits in groups: `307 000 000,00 KZT`. */
export const writeMoney = ({ amount, currency }: Money, language: Language): string => {
  const digits = digitsOf(currency)
  const text = String(amount).padStart(digits + 1, '0')
  const whole = text.slice(0, text.length - digits).replace(/\B(?=(\d{3})+$)/g, '\u00A0')
  const part = digits > 0 ? `${language === 'en' ? '.' : ','}${text.slice(-digits)}` : ''
  return `${whole}${part}\u00A0${currency}`
}

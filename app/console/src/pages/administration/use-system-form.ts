import { type UseFormReturnType, useForm } from '@mantine/form'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { isSystemScope } from '../../../../auth/smart/scopes.ts'
import { isKeyAddress } from '../../../../auth/trusted/key-rules.ts'
import { useKept } from '../../kept/use-kept.ts'
import { holdsPrivateKey, readKeySet } from './key-set.ts'
import { EMPTY, hasScopes, hasTenant, scopesOf, type TypedSystem } from './system-form.ts'

/** What the service takes as a name. */
const NAME = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/
/** What the service takes as an issuer. */
const ISSUER = /^[\x21-\x7e]{1,255}$/
const LONGEST_TENANT = 255
const LONGEST_ADDRESS = 2000
const LONGEST_SCOPE = 100
const MOST_SCOPES = 50

function scopeProblem(t: TFunction<'administration'>, text: string): string | null {
  const scopes = scopesOf(text)
  if (scopes.length === 0) return t('needed')
  if (scopes.length > MOST_SCOPES) return t('registerSystem.scopesMany', { most: MOST_SCOPES })
  const wrong = scopes.find((scope) => scope.length > LONGEST_SCOPE || !isSystemScope(scope))
  return wrong === undefined ? null : t('registerSystem.scopeInvalid', { scope: wrong })
}

function keySetProblem(t: TFunction<'administration'>, text: string): string | null {
  if (text.trim() === '') return t('needed')
  if (holdsPrivateKey(text)) return t('registerSystem.private.title')
  const read = readKeySet(text)
  return typeof read === 'string' ? t(`registerSystem.keySet.${read}`) : null
}

/**
 * The form of a registration: kept while the sign-in is asked for again, checked before it is sent.
 *
 * @returns the form, and what forgets the typed
 */
export function useSystemForm(): { form: UseFormReturnType<TypedSystem>; forget: () => void } {
  const { t } = useTranslation('administration')
  const [typed, keep, forget] = useKept('registration', () => EMPTY)
  const isAddress = (text: string) => text.length <= LONGEST_ADDRESS && isKeyAddress(text)
  const form = useForm({
    initialValues: typed,
    onValuesChange: keep,
    validate: {
      name: (text) => (NAME.test(text) ? null : t('registerSystem.nameInvalid')),
      issuer: (text) =>
        ISSUER.test(text) && !holdsPrivateKey(text) ? null : t('registerSystem.issuerInvalid'),
      tenant: (text, all) =>
        hasTenant(all) && (text.length > LONGEST_TENANT || holdsPrivateKey(text))
          ? t('registerSystem.tenantInvalid')
          : null,
      institution: (id) => (id === '' ? t('needed') : null),
      uses: (uses) => (uses.length === 0 ? t('registerSystem.usesNeeded') : null),
      scopes: (text, all) => (hasScopes(all) ? scopeProblem(t, text) : null),
      jwksUrl: (text, { source }) =>
        source !== 'address' || isAddress(text) ? null : t('registerSystem.addressInvalid'),
      jwks: (text, { source }) => (source === 'pasted' ? keySetProblem(t, text) : null),
    },
  })
  return { form, forget }
}

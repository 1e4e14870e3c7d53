import { Alert, Group, Radio, Textarea, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { holdsPrivateKey } from './key-set.ts'
import type { TypedSystem } from './system-form.ts'

const EXAMPLE = '{ "keys": [{ "kty": "EC", "crv": "P-384", "kid": "…", "x": "…", "y": "…" }] }'

/** Where the public keys are: at an address, or here. A private key does not stay in the field. */
export function KeySource({ form }: { form: UseFormReturnType<TypedSystem> }) {
  const { t } = useTranslation('administration')
  const [wasPrivate, setWasPrivate] = useState(false)
  const { onChange: _, ...pasted } = form.getInputProps('jwks')
  const take = (text: string) => {
    const isPrivate = holdsPrivateKey(text)
    setWasPrivate(isPrivate)
    form.setFieldValue('jwks', isPrivate ? '' : text)
  }
  return (
    <>
      <Radio.Group label={t('registerSystem.source')} {...form.getInputProps('source')}>
        <Group mt="xs">
          {(['address', 'pasted'] as const).map((source) => (
            <Radio key={source} value={source} label={t(`registerSystem.sources.${source}`)} />
          ))}
        </Group>
      </Radio.Group>
      {form.values.source === 'address' ? (
        <TextInput
          type="url"
          label={t('registerSystem.address')}
          description={t('registerSystem.addressHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          required
          autoComplete="off"
          {...form.getInputProps('jwksUrl')}
        />
      ) : (
        <Textarea
          label={t('registerSystem.pasted')}
          description={t('registerSystem.pastedHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          placeholder={EXAMPLE}
          required
          autosize
          minRows={4}
          maxRows={10}
          autoComplete="off"
          // Some browsers send what they check elsewhere.
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          {...pasted}
          onChange={({ currentTarget }) => take(currentTarget.value)}
        />
      )}
      {wasPrivate && (
        <Alert color="red" role="alert" title={t('registerSystem.private.title')}>
          {t('registerSystem.private.text')}
        </Alert>
      )}
    </>
  )
}

import { Button, Group, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { generatePassword } from '../../new-password/generate-password.ts'
import {
  LONGEST_PASSWORD,
  passwordProblem,
  SHORTEST_PASSWORD,
} from '../../new-password/password-rules.ts'

const BOUNDS = { shortest: SHORTEST_PASSWORD, longest: LONGEST_PASSWORD }

/** What is wrong with a password for somebody else, in words. */
export const passwordRule = (t: TFunction<'administration'>) => (password: string) => {
  const problem = passwordProblem(password)
  return problem === undefined ? null : t(`password.${problem}`, BOUNDS)
}

/** A password for somebody else: typed, or drawn by the browser. It is readable, since it is handed over. */
export function PasswordField<Values extends { password: string }>({
  form,
}: {
  form: UseFormReturnType<Values>
}) {
  const { t } = useTranslation('administration')
  return (
    <Group align="flex-start" gap="xs" wrap="nowrap">
      <TextInput
        flex={1}
        label={t('password.label')}
        description={t('password.hint', BOUNDS)}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        autoComplete="new-password"
        spellCheck={false}
        required
        {...form.getInputProps('password')}
      />
      <Button
        variant="default"
        mt={25}
        onClick={() => form.setFieldValue('password' as never, generatePassword() as never)}
      >
        {t('password.generate')}
      </Button>
    </Group>
  )
}

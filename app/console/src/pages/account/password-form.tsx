import { Alert, Button, PasswordInput, Stack, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { ApiError, answerOf, api, type Session } from '../../api/api.ts'
import {
  LONGEST_PASSWORD,
  passwordProblem,
  SHORTEST_PASSWORD,
} from '../../new-password/password-rules.ts'
import { Failure } from '../../shell/failure.tsx'

interface Passwords {
  current: string
  next: string
  again: string
}

const EMPTY: Passwords = { current: '', next: '', again: '' }
const BOUNDS = { shortest: SHORTEST_PASSWORD, longest: LONGEST_PASSWORD }

const rules = (t: TFunction<'account'>) => ({
  current: (text: string) => (text === '' ? t('password.needed') : null),
  next: (text: string, { current }: Passwords) => {
    const problem = passwordProblem(text)
    if (problem !== undefined) return t(`password.${problem}`, BOUNDS)
    return text === current ? t('password.same') : null
  },
  again: (text: string, { next }: Passwords) => (text === next ? null : t('password.differs')),
})

/** Changes the own password. The answer brings a new session, which goes on here. */
export function PasswordForm({ username }: { username: string }) {
  const { t } = useTranslation('account')
  const queries = useQueryClient()
  const form = useForm({ initialValues: EMPTY, validate: rules(t) })
  const change = useMutation({
    mutationFn: ({ current, next }: Passwords) =>
      answerOf(
        api.POST('/api/v1/auth/password', {
          body: { current_password: current, new_password: next },
        }),
      ),
    onSuccess: ({ session }) => {
      queries.setQueryData(['session'], (old: { session: Session | null } | undefined) =>
        old === undefined || session === null ? old : { ...old, session },
      )
      form.reset()
    },
  })
  const isWrong = change.error instanceof ApiError && change.error.status === 401
  return (
    <form onSubmit={form.onSubmit((values) => change.mutate(values))} noValidate>
      <Stack>
        <Text size="sm">{t('password.hint')}</Text>
        {/* Password managers see whose password it is. */}
        <input type="hidden" name="username" autoComplete="username" value={username} readOnly />
        {isWrong && (
          <Alert color="red" role="alert">
            {t('password.wrong')}
          </Alert>
        )}
        {change.isError && !isWrong && <Failure error={change.error} />}
        {change.isSuccess && (
          <Alert color="green" role="status">
            {t('password.done')}
          </Alert>
        )}
        <PasswordInput
          label={t('password.current')}
          autoComplete="current-password"
          required
          {...form.getInputProps('current')}
        />
        <PasswordInput
          label={t('password.next')}
          description={t('password.nextHint', BOUNDS)}
          autoComplete="new-password"
          required
          {...form.getInputProps('next')}
        />
        <PasswordInput
          label={t('password.again')}
          autoComplete="new-password"
          required
          {...form.getInputProps('again')}
        />
        <Button type="submit" loading={change.isPending} style={{ alignSelf: 'flex-start' }}>
          {t('password.submit')}
        </Button>
      </Stack>
    </form>
  )
}

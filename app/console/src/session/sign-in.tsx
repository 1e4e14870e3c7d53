import {
  Alert,
  Anchor,
  Button,
  Center,
  Divider,
  Paper,
  PasswordInput,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ApiError, answerOf, api, type Session } from '../api/api.ts'
import { Failure } from '../shell/failure.tsx'
import { LookSettings } from '../shell/look-settings.tsx'

interface SignInProps {
  /** Where the browser goes to sign in at the organisation; null where it cannot. */
  readonly oidc: string | null
  /** A session was there and has ended. */
  readonly hasExpired: boolean
  readonly onSignedIn: (session: Session) => void
}

/** Name and password, or the organisation's sign-in. */
export function SignIn({ oidc, hasExpired, onSignedIn }: SignInProps) {
  const { t } = useTranslation()
  const needed = (value: string) => (value === '' ? t('signIn.needed') : null)
  const form = useForm({
    initialValues: { username: '', password: '' },
    validate: { username: needed, password: needed },
  })
  const signIn = useMutation({
    mutationFn: (body: typeof form.values) => answerOf(api.POST('/api/v1/auth/session', { body })),
    onSuccess: ({ session }) => onSignedIn(session),
  })
  const isWrong = signIn.error instanceof ApiError && signIn.error.status === 401
  const page = encodeURIComponent(location.pathname)
  return (
    <Center component="main" mih="100vh" p="md">
      <Stack w="100%" maw={380}>
        <Paper withBorder p="xl" component="form" onSubmit={form.onSubmit((v) => signIn.mutate(v))}>
          <Stack>
            <Title order={1} size="h2">
              {t('signIn.title')}
            </Title>
            {hasExpired && <Alert color="yellow">{t('signIn.expired')}</Alert>}
            {isWrong && (
              <Alert color="red" role="alert">
                {t('signIn.wrong')}
              </Alert>
            )}
            {signIn.isError && !isWrong && <Failure error={signIn.error} />}
            <TextInput
              label={t('signIn.name')}
              autoComplete="username"
              required
              {...form.getInputProps('username')}
            />
            <PasswordInput
              label={t('signIn.password')}
              autoComplete="current-password"
              required
              {...form.getInputProps('password')}
            />
            <Button type="submit" loading={signIn.isPending}>
              {t('signIn.submit')}
            </Button>
            {oidc !== null && (
              <>
                <Divider />
                <Anchor href={`${oidc}?return_to=${page}`}>{t('signIn.oidc')}</Anchor>
              </>
            )}
          </Stack>
        </Paper>
        <Text size="sm" c="dimmed">
          {t('signIn.first')}
        </Text>
        <LookSettings />
      </Stack>
    </Center>
  )
}

import { Alert, Paper, Stack, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { addTexts } from '../../language/language.ts'
import { useSession } from '../../session/session-provider.tsx'
import { ENGLISH } from './english.ts'
import { GERMAN } from './german.ts'
import { PasswordForm } from './password-form.tsx'
import { Who } from './who.tsx'

addTexts('account', { en: ENGLISH, de: GERMAN })

/** Who is signed in, and the change of the own password. */
export default function AccountPage() {
  const { t } = useTranslation('account')
  const { session } = useSession()
  return (
    <Stack gap="lg" maw={640}>
      <Title order={1}>{t('title')}</Title>
      <Who session={session} />
      <Paper withBorder p="md" component="section" aria-labelledby="password-title">
        <Title order={2} size="h4" id="password-title" mb="sm">
          {t('password.title')}
        </Title>
        {session.provider === 'oidc' ? (
          <Alert>{t('password.elsewhere')}</Alert>
        ) : (
          <PasswordForm username={session.username} />
        )}
      </Paper>
    </Stack>
  )
}

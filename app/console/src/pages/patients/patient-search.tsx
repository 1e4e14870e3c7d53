import { Alert, Anchor, Button, Group, Paper, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { ApiError, answerOf, api } from '../../api/api.ts'
import { useKept } from '../../kept/use-kept.ts'
import { Failure } from '../../shell/failure.tsx'

const MOST_CHARACTERS = 128

/** Finds a patient by the institution's own id, which never stands in an address. */
export function PatientSearch() {
  const { t } = useTranslation('patients')
  const navigate = useNavigate()
  const [typed, keep, forget] = useKept('patient search', () => ({ id: '' }))
  const form = useForm({
    initialValues: typed,
    onValuesChange: keep,
    validate: {
      id: (id) => {
        if (id.trim() === '') return t('search.needed')
        const isGood = id.trim().length <= MOST_CHARACTERS && /^\P{C}*$/u.test(id)
        return isGood ? null : t('search.long')
      },
    },
  })
  const find = useMutation({
    mutationFn: (id: string) =>
      answerOf(api.POST('/api/v1/pseudonyms', { body: { patient_id: id.trim() } })),
    onSuccess: ({ pseudonym, stored }) => {
      if (!stored) return
      forget()
      void navigate(`/patients/${pseudonym}`)
    },
    onError: (error) => {
      const message = error instanceof ApiError ? error.fields.get('patient_id') : undefined
      if (message !== undefined) form.setErrors({ id: message })
    },
  })
  const absent = find.data?.stored === false ? find.data.pseudonym : undefined
  return (
    <Paper
      withBorder
      p="md"
      component="form"
      role="search"
      noValidate
      onSubmit={form.onSubmit(({ id }) => find.mutate(id))}
    >
      <Stack gap="sm">
        <Group align="flex-end" wrap="wrap">
          <TextInput
            flex="1 1 260px"
            label={t('search.label')}
            description={t('search.help')}
            autoComplete="off"
            {...form.getInputProps('id')}
          />
          <Button type="submit" loading={find.isPending}>
            {t('search.submit')}
          </Button>
        </Group>
        {find.isError && <Failure error={find.error} />}
        {absent !== undefined && (
          <Alert color="yellow" role="alert">
            {t('search.absent')}{' '}
            <Anchor component={Link} c="inherit" underline="always" to={`/patients/${absent}`}>
              {t('search.anyway')}
            </Anchor>
          </Alert>
        )}
      </Stack>
    </Paper>
  )
}

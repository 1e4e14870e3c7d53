import { NativeSelect, Radio, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ApiError, answerOf, api } from '../../api/api.ts'
import { useInstitutionChoices } from './institutions.ts'
import { PasswordField, passwordRule } from './password-field.tsx'
import type { Secret } from './shown-once.tsx'
import { TaskModal } from './task-modal.tsx'

interface CreateUserProps {
  readonly onDone: (secret: Secret) => void
  readonly onClose: () => void
}

const EMPTY = { username: '', password: '', role: 'user', institution: '' }

/** Printable characters, not all blank: what the service takes as a name. */
const NAME = /^(?=.*\S)\P{C}{1,64}$/u

/** A new user with role and institution. */
export function CreateUser({ onDone, onClose }: CreateUserProps) {
  const { t } = useTranslation('administration')
  const shell = useTranslation()
  const institutions = useInstitutionChoices()
  const form = useForm({
    initialValues: EMPTY,
    validate: {
      username: (text) => (NAME.test(text) ? null : t('createUser.nameInvalid')),
      password: passwordRule(t),
    },
  })
  const create = useMutation({
    gcTime: 0,
    mutationFn: ({ username, password, role, institution }: typeof EMPTY) =>
      answerOf(
        api.POST('/api/v1/admin/users', {
          body: {
            username,
            password,
            role: role === 'admin' ? 'admin' : 'user',
            institution_id: institution === '' ? null : institution,
          },
        }),
      ),
    onSuccess: ({ username: name }, { password }) =>
      onDone({
        title: t('createUser.done', { name }),
        label: t('password.known', { name }),
        text: password,
      }),
    onError: (error) => {
      if (error instanceof ApiError && error.status === 409)
        form.setFieldError('username', t('createUser.taken'))
    },
  })
  return (
    <TaskModal
      title={t('createUser.title')}
      submit={t('createUser.submit')}
      isPending={create.isPending}
      error={create.error}
      onSubmit={form.onSubmit((values) => create.mutate(values))}
      onClose={onClose}
    >
      <TextInput
        label={t('users.name')}
        description={t('createUser.nameHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        autoComplete="off"
        required
        data-autofocus
        {...form.getInputProps('username')}
      />
      <PasswordField form={form} />
      <Radio.Group label={t('createUser.role')} {...form.getInputProps('role')}>
        <Stack gap="xs" mt="xs">
          {(['user', 'admin'] as const).map((role) => (
            <Radio
              key={role}
              value={role}
              label={shell.t(`role.${role}`)}
              description={t(`createUser.${role}Hint`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      <NativeSelect
        label={t('institution')}
        description={t('createUser.institutionHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        data={[{ value: '', label: t('createUser.noInstitution') }, ...institutions]}
        {...form.getInputProps('institution')}
      />
    </TaskModal>
  )
}

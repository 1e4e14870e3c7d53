import { Text, TextInput, type TextInputProps } from '@mantine/core'

interface NumberInputProps extends TextInputProps {
  /** The unit, beside the number. */
  readonly unit?: string
}

/** A whole number with its unit: a text field, so that what is wrong can be shown as it was typed. */
export function NumberInput({ unit, ...props }: NumberInputProps) {
  return (
    <TextInput
      inputMode="numeric"
      autoComplete="off"
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      {...(unit !== undefined && {
        rightSection: (
          <Text size="sm" c="dimmed">
            {unit}
          </Text>
        ),
        rightSectionWidth: 64,
      })}
      {...props}
    />
  )
}

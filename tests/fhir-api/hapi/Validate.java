import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.SingleValidationMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;

/**
 * Validates a file of one JSON resource a line against R4 with HAPI FHIR. Each finding is a line: number
 * of the resource, severity, place and message, with tabs between. The last line is "validated N".
 */
class Validate {
  public static void main(String[] arguments) throws Exception {
    FhirContext context = FhirContext.forR4();
    FhirInstanceValidator rules =
        new FhirInstanceValidator(
            new ValidationSupportChain(
                new DefaultProfileValidationSupport(context),
                new CommonCodeSystemsTerminologyService(context),
                new InMemoryTerminologyServerValidationSupport(context)));
    FhirValidator validator = context.newValidator().registerValidatorModule(rules);
    int number = 0;
    for (String resource : Files.readAllLines(Path.of(arguments[0]))) {
      for (SingleValidationMessage found : validator.validateWithResult(resource).getMessages())
        System.out.printf(
            "%d\t%s\t%s\t%s%n",
            number,
            found.getSeverity().getCode(),
            found.getLocationString(),
            found.getMessage().replaceAll("\\s+", " "));
      number++;
    }
    System.out.println("validated " + number);
  }
}

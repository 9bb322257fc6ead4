/// An RSA key of 2048 bits for tests, and what OpenSSL makes with it.
///
/// Made with `openssl genrsa 2048`; it signs nothing but these tests.
enum RSAFixture {
  static let modulus =
    "sw-LmDaXCeP6PK0FJO5ltt3QxUJRGcqyIKfcnft7HkY7fE_-dXabyNgXWBPSHLDsa99KmeESKhy3V9-8Mngwf9z_8Twkbp0C"
    + "QPzgROG2GPrwm6zr_Nv086kDUS6uiUStkV39-8aCoHhY4UlHH00rXd-dd-UE-m99hzvQ0YxmQos2D2VtIuyEyWZn11M1gvct"
    + "TlP1OLc-s3p0r02Vl6QnChrIhftk1toOur8ZPxl6BlBhyIJswJup7MY1n4h0aUM7FjkBt1rTLX-botILgPMdnz9L4CIEM02-"
    + "NSFmwpo-ut9VU72Vz8VSbx26UTevTpT34ivCTLPrTa6mf_-R9m9KBQ"

  static let exponent = "AQAB"

  static let privateExponent =
    "McbYBQvj5-120mg8vlwBbZjzIOsDFZrp8rcHVumie7OFdNTeBXRf8TDVKHh2F-C9EG3F1MojHQ7XjveU3yjXPqxGgB66d_9w"
    + "sXU6uRtP3ljgCz7CaYwR56xrziUegu1THM6WvOedx5M9Df-rZFG1BQcVRM-nFyFoMXBY5-_SO5vz9Lm2uKOiArgFQPvsGze7"
    + "wMenN3qgnjHdEO-HtH1hCEcHUkk8Q0Ddgh6Q1kTFm0lESs834XnUraMmqGpcHtoTWh9yDk3eAIiygj6eC0kiEXGiCNPwF3Xe"
    + "Vxx92JXeSVEiUN8EOraZSB8uhQFrbFUpOU4_wrm1yhXxqm69FR6HXw"

  /// The public key as `openssl rsa -pubout` writes it: what a forger has when a server confuses algorithms.
  static let publicPEM = """
    -----BEGIN PUBLIC KEY-----
    MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAsw+LmDaXCeP6PK0FJO5l
    tt3QxUJRGcqyIKfcnft7HkY7fE/+dXabyNgXWBPSHLDsa99KmeESKhy3V9+8Mngw
    f9z/8Twkbp0CQPzgROG2GPrwm6zr/Nv086kDUS6uiUStkV39+8aCoHhY4UlHH00r
    Xd+dd+UE+m99hzvQ0YxmQos2D2VtIuyEyWZn11M1gvctTlP1OLc+s3p0r02Vl6Qn
    ChrIhftk1toOur8ZPxl6BlBhyIJswJup7MY1n4h0aUM7FjkBt1rTLX+botILgPMd
    nz9L4CIEM02+NSFmwpo+ut9VU72Vz8VSbx26UTevTpT34ivCTLPrTa6mf/+R9m9K
    BQIDAQAB
    -----END PUBLIC KEY-----

    """

  /// `{"alg":"RS256","kid":"rsa-1"}` and `{"sub":"ada","exp":1760000600}`, signed by `openssl dgst -sha256 -sign`.
  static let token =
    "eyJhbGciOiJSUzI1NiIsImtpZCI6InJzYS0xIn0.eyJzdWIiOiJhZGEiLCJleHAiOjE3NjAwMDA2MDB9.Nf76ktiHSewtXnF"
    + "ZPokyPdcLNEf_1g7j1pIMszSH9nysQ3O0cLD4wAtkpOgh3BWLJDGBgkfqAnCDQtmmSndomglE3v3YMhZk_ummtuLF5z1vON5"
    + "oSLmBnutLLCSJOOlXhG0EQXnsfG9ZB80u3SUwEc162A6GIR4cGbE6WI3Ar010jS7C3u-K9VyelWZCFrnMoQDF7GZecZalRNa"
    + "qfZqQev7blmsYKVcINrtcye9j0xFKvnh-JD0WfN9mdX7eYLiodE6wVbO2gg32GGoU37EpY-I2OpV2oPOoTFK_v_j7pOHQpDP"
    + "rQazmNOSpsStx7wsAG9UrgW4DObTeyoZtVullVQ"
}

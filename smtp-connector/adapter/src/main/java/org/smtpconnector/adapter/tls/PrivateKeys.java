package org.smtpconnector.adapter.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Reads private keys in the forms in which tools write them. */
final class PrivateKeys {

    private static final String RSA_OID = "1.2.840.113549.1.1.1";
    private static final String EC_OID = "1.2.840.10045.2.1";
    private static final String PBES2_OID = "1.2.840.113549.1.5.13";

    /** The algorithms of keys that TLS can use, each with an algorithm of its signatures. */
    private static final Map<String, String> ALGORITHMS =
            Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

    private PrivateKeys() {}

    static boolean isPrivateKey(Pem block) {
        return block.label().endsWith("PRIVATE KEY");
    }

    static boolean isEncrypted(Pem block) {
        return block.label().equals("ENCRYPTED PRIVATE KEY");
    }

    /**
     * Reads a key: PKCS #8 (RFC 5208), also encrypted, PKCS #1 (RFC 8017 appendix A.1.2) or SEC 1 (RFC 5915).
     *
     * @param file all blocks of its file; a SEC 1 key may have its curve in a block of its own
     * @param password not null if the key is encrypted
     * @throws GeneralSecurityException if the block has none of these forms
     * @throws WrongPasswordException if the password does not decrypt the key
     */
    static PrivateKey read(Pem block, List<Pem> file, char[] password) throws GeneralSecurityException {
        if (block.der() == null) {
            throw new InvalidKeySpecException("not Base64");
        }
        try {
            return switch (block.label()) {
                case "PRIVATE KEY" -> fromPkcs8(block.der());
                case "ENCRYPTED PRIVATE KEY" -> decrypted(block.der(), password);
                case "RSA PRIVATE KEY" -> fromPkcs8(pkcs8(RSA_OID, Der.nothing(), block.der()));
                case "EC PRIVATE KEY" -> fromPkcs8(pkcs8(EC_OID, curve(block.der(), file), block.der()));
                default -> throw new InvalidKeySpecException(block.label());
            };
        } catch (IllegalArgumentException e) {
            throw new InvalidKeySpecException(e);
        }
    }

    private static PrivateKey fromPkcs8(byte[] der) throws GeneralSecurityException {
        PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(der);
        for (String algorithm : ALGORITHMS.keySet()) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                // not of this algorithm
            }
        }
        throw new InvalidKeySpecException("of no algorithm that TLS can use");
    }

    /** RFC 5208 section 5. */
    private static byte[] pkcs8(String algorithm, byte[] parameters, byte[] key) {
        return Der.sequence(Der.integer(0), Der.sequence(Der.oid(algorithm), parameters), Der.octets(key));
    }

    /** RFC 5915 section 3: the curve is optional in the key; openssl also writes it beside it. */
    private static byte[] curve(byte[] key, List<Pem> file) {
        DerReader fields = new DerReader(key).enter(Der.SEQUENCE);
        fields.enter(Der.INTEGER);
        fields.enter(Der.OCTET_STRING);
        if (fields.tag() == 0xA0) {
            return fields.enter(0xA0).rest();
        }
        return file.stream()
                .filter(block -> block.label().equals("EC PARAMETERS") && block.der() != null)
                .map(Pem::der)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("an EC key without a curve"));
    }

    private static PrivateKey decrypted(byte[] der, char[] password) throws GeneralSecurityException {
        EncryptedPrivateKeyInfo info;
        try {
            info = new EncryptedPrivateKeyInfo(der);
        } catch (IOException e) {
            throw new InvalidKeySpecException(e);
        }
        if (info.getAlgParameters() == null) {
            throw new InvalidKeySpecException("encrypted without parameters");
        }
        // With PBES2 (RFC 8018 section 6.2) the parameters alone tell the ciphers, and their text is the JDK's name.
        boolean pbes2 = info.getAlgName().equals("PBES2") || info.getAlgName().equals(PBES2_OID);
        String algorithm = pbes2 ? info.getAlgParameters().toString() : info.getAlgName();
        Cipher cipher;
        try {
            cipher = Cipher.getInstance(algorithm);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(password)),
                    info.getAlgParameters());
        } catch (NoSuchAlgorithmException e) {
            throw new InvalidKeySpecException("encrypted with " + algorithm, e);
        }
        byte[] opened;
        try {
            opened = cipher.doFinal(info.getEncryptedData());
        } catch (GeneralSecurityException e) {
            throw new WrongPasswordException(e);
        }
        try {
            return fromPkcs8(opened);
        } catch (InvalidKeySpecException e) {
            throw new WrongPasswordException(e); // one time in 256 the padding looks right
        }
    }

    /** Returns whether the public key verifies a signature of the private key. */
    static boolean matches(PrivateKey privateKey, PublicKey publicKey) {
        String signing = ALGORITHMS.get(publicKey.getAlgorithm());
        if (signing == null || !publicKey.getAlgorithm().equals(privateKey.getAlgorithm())) {
            return false;
        }
        byte[] anything = new byte[32];
        new SecureRandom().nextBytes(anything);
        try {
            Signature signer = Signature.getInstance(signing);
            signer.initSign(privateKey);
            signer.update(anything);
            byte[] signature = signer.sign();
            Signature verifier = Signature.getInstance(signing);
            verifier.initVerify(publicKey);
            verifier.update(anything);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false; // not even of the same curve or length
        }
    }

    /** Thrown if the password does not decrypt the key. */
    static final class WrongPasswordException extends GeneralSecurityException {

        private static final long serialVersionUID = 1L;

        WrongPasswordException(Throwable cause) {
            super(cause);
        }
    }
}

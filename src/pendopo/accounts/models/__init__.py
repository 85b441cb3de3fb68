from pendopo.accounts.models.factors import Authenticator, FactorPolicy, Passkey, RecoveryCode

__all__ = ["Authenticator", "FactorPolicy", "Passkey", "RecoveryCode"]

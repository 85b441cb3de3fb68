from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "pendopo.accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from pendopo.accounts.commands.leaving import settle_accounts
        from pendopo.kernel.command import register_settle

        register_settle(settle_accounts)

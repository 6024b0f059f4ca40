"""Employees and who manages whom."""

from django.db import models


class Employee(models.Model):
    """A colleague. Names and titles may be shown to candidates; private addresses stay in the contact."""

    number = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=80)
    title = models.CharField(max_length=80, blank=True)
    org_unit = models.ForeignKey("company.OrgUnit", models.PROTECT, related_name="employees")
    manager = models.ForeignKey("self", models.SET_NULL, null=True, related_name="reports")
    contact = models.OneToOneField("messaging.Contact", models.PROTECT, related_name="employee")
    user = models.OneToOneField("accounts.User", models.SET_NULL, null=True, related_name="employee")
    desk_phone = models.CharField(max_length=30, blank=True, help_text="landline, 400 or 95; may be shown")
    is_active = models.BooleanField(default=True)

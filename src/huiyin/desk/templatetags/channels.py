"""How long something took, in one short word."""

from django import template

from huiyin.desk import channel_lines

register = template.Library()
register.filter("lasting", channel_lines.lasting)

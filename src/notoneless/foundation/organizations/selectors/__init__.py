"""Reading organizations. `sheets` is what a spreadsheet asks for, `showing` what pages show, `missing` what is not there."""

from notoneless.foundation.access.permissions import reading

READ = reading("organization.read", words="查看组织", english="See organizations")
READ_PROPOSALS = reading("proposal.read", words="查看待任名单", english="See proposed posts")
REVEAL = reading(
    "department.reveal", words="查看部门联络人电话", english="Reveal the phone number of a department's contact"
)

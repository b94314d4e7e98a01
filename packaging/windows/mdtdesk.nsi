; SPDX-License-Identifier: MIT
; Installs for everybody on the machine. /S installs silently, /D=C:\place names the folder.
; An older version is removed by its own uninstaller first, so that no file of it stays behind.
; Stores, backups, settings and policy lie elsewhere and are never touched.
Unicode true
Target amd64-unicode
!include "MUI2.nsh"
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\mdtdesk"
Name "mdtdesk"
OutFile "${OUTPUT}"
InstallDir "$PROGRAMFILES64\mdtdesk"
InstallDirRegKey HKLM "${KEY}" "InstallLocation"
RequestExecutionLevel admin
SetCompressor /SOLID lzma
BrandingText "mdtdesk ${VERSION}"
!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"
!insertmacro MUI_LANGUAGE "English"
VIProductVersion "${NUMBERS}"
VIAddVersionKey /LANG=1033 "ProductName" "mdtdesk"
VIAddVersionKey /LANG=1033 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=1033 "FileDescription" "mdtdesk"
VIAddVersionKey /LANG=1033 "LegalCopyright" "The mdtdesk authors"

Function .onInit
  SetRegView 64
  SetShellVarContext all
FunctionEnd

Function un.onInit
  SetRegView 64
  SetShellVarContext all
FunctionEnd

Section
  ReadRegStr $0 HKLM "${KEY}" "InstallLocation"
  IfFileExists "$0\uninstall.exe" 0 fresh
    ; _?= keeps it in its place, so that it is over when ExecWait returns
    ExecWait '"$0\uninstall.exe" /S _?=$0'
  fresh:
  SetOutPath "$INSTDIR"
  File /r "${PROGRAM}\*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\mdtdesk.lnk" "$INSTDIR\mdtdeskw.exe"
  WriteRegStr HKLM "Software\Classes\.mdtdesk" "" "mdtdesk.store"
  WriteRegStr HKLM "Software\Classes\mdtdesk.store" "" "mdtdesk"
  WriteRegStr HKLM "Software\Classes\mdtdesk.store\DefaultIcon" "" "$INSTDIR\mdtdeskw.exe,0"
  WriteRegStr HKLM "Software\Classes\mdtdesk.store\shell\open\command" "" '"$INSTDIR\mdtdeskw.exe" "%1"'
  WriteRegStr HKLM "${KEY}" "DisplayName" "mdtdesk"
  WriteRegStr HKLM "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKLM "${KEY}" "DisplayIcon" "$INSTDIR\mdtdeskw.exe"
  WriteRegStr HKLM "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKLM "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKLM "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKLM "${KEY}" "NoModify" 1
  WriteRegDWORD HKLM "${KEY}" "NoRepair" 1
SectionEnd

Section "Uninstall"
  ; only what the installer made: a folder that somebody chose may hold other things
  !include "${FILES}"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\mdtdesk.lnk"
  DeleteRegKey HKLM "Software\Classes\.mdtdesk"
  DeleteRegKey HKLM "Software\Classes\mdtdesk.store"
  DeleteRegKey HKLM "${KEY}"
SectionEnd
